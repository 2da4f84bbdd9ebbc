package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.CrawlStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private static final String SEED = "https://example.com/";

    @TempDir
    Path directory;

    private final CommandLineRun line = new CommandLineRun();

    @ParameterizedTest
    @CsvSource({
        "FINISHED, EXHAUSTED,    5, 0, 0, 0",
        "FINISHED, MAX_PAGES,    5, 9, 0, 0",
        "FINISHED, EXHAUSTED,    0, 1, 0, 3",
        "FINISHED, EXHAUSTED,    0, 1, 1, 3",
        "FINISHED, EXHAUSTED,    0, 0, 0, 3",
        "FINISHED, EXHAUSTED,    0, 0, 1, 0",
        "FAILED,   ,             5, 0, 0, 1",
        "PAUSED,   ,             5, 0, 0, 130",
        "STOPPED,  STOPPED,      0, 1, 0, 130",
    })
    void theExitCodeSaysHowItEnded(
            CrawlStatus.State state, CrawlStatus.Reason reason, long fetched, long failed, long redirects, int code) {
        line.crawls.state = state;
        line.crawls.reason = reason;
        line.crawls.fetched = fetched;
        line.crawls.failed = failed;
        line.crawls.redirects = redirects;

        assertThat(crawl(SEED)).isEqualTo(code);
        assertThat(line.crawls.closed).isTrue();
    }

    @Test
    void standardOutputCarriesOnlyWhatWasAskedFor() {
        crawl(SEED);
        assertThat(line.out()).isEmpty();
        assertThat(line.err()).startsWith("Crawl finished").contains(data().toString());

        assertThat(line.run(
                        "crawl",
                        SEED,
                        "--quiet",
                        "--json",
                        "--data",
                        directory.resolve("b").toString()))
                .isZero();
        assertThat(line.out())
                .startsWith("{")
                .contains("\"state\":\"finished\"")
                .endsWith("}}" + System.lineSeparator());
        assertThat(line.err()).isEmpty();
    }

    @Test
    void outputsAreWrittenWhenTheCrawlIsComplete() {
        Path urls = directory.resolve("urls.txt");

        crawl(SEED, "-o", urls.toString(), "-o", directory.resolve("pages.csv").toString());

        assertThat(urls).hasContent("https://example.com/0\nhttps://example.com/1\n");
        assertThat(directory.resolve("pages.csv")).isNotEmptyFile();
        assertThat(line.err()).contains("written  " + urls);
    }

    @Test
    void anInterruptedCrawlLeavesPartsAndGoesOnWithoutBeingToldAgain() {
        Path urls = directory.resolve("urls.txt");
        line.crawls.reason = null;

        assertThat(crawl(SEED, "--scope", "host", "--delay", "0", "-o", urls.toString()))
                .isEqualTo(130);
        assertThat(urls).doesNotExist();
        assertThat(line.err())
                .contains("so far   " + urls + ".part")
                .contains("go on    './orb weaver' crawl --resume --data " + data());

        line.crawls.reason = CrawlStatus.Reason.MAX_PAGES;
        assertThat(crawl("--resume", "--max-pages", "7")).isZero();
        assertThat(urls).isNotEmptyFile();
        CrawlOptions first = line.crawls.started.getFirst();
        CrawlOptions second = line.crawls.started.getLast();
        assertThat(second.resume()).isTrue();
        assertThat(second.spec().scope()).isEqualTo(first.spec().scope());
        assertThat(second.spec().seeds()).isEqualTo(first.spec().seeds());
        assertThat(second.spec().politeness().delay()).isEqualTo(Duration.ZERO);
        assertThat(second.spec().limits().maxPages()).isEqualTo(7);
    }

    @Test
    void aNewCrawlOnTheDataOfAnotherIsRefused() {
        crawl(SEED);

        assertThat(crawl(SEED)).isEqualTo(2);
        assertThat(line.err()).contains("holds a crawl already", "--resume", "--data");
    }

    /** It was answered with the names of all options of the group. */
    @Test
    void anOptionThatIsGivenTwiceIsNamed() {
        assertThat(crawl(SEED, "--delay", "1s", "--include", "a", "--include", "b", "--delay=2s"))
                .isEqualTo(2);
        assertThat(line.err()).startsWith("orbweaver: --delay is given twice: give it once.");
    }

    @Test
    void thereMustBeACrawlToGoOnWith() {
        assertThat(crawl("--resume")).isEqualTo(2);
        assertThat(line.err()).contains("holds no crawl to go on with");
    }

    @Test
    void everythingWrongIsSaidAtOnceAndNothingIsTouched() {
        int code = crawl(
                "--delay", "fast", "--include", "(", "--config", "bad.yaml", "--api-port", "70000", "-o", "a.xml");

        assertThat(code).isEqualTo(2);
        assertThat(line.err().lines())
                .hasSize(7)
                .allSatisfy(problem -> assertThat(problem).startsWith("orbweaver: "));
        assertThat(line.err()).contains("No URL", "--delay", "--include", "fetch.retries", "--api-port", "a.xml");
        assertThat(data()).doesNotExist();
        assertThat(line.crawls.started).isEmpty();
    }

    @Test
    void aBreakdownIsOneSentenceAndExitCodeOne() {
        line.crawls.breakdown = new IllegalStateException("the disk is full");

        assertThat(crawl(SEED)).isEqualTo(1);
        assertThat(line.err())
                .contains("The crawl broke down: the disk is full")
                .doesNotContain("\tat ");
    }

    @Test
    void unknownOptionsAndCommandsAreRefused() {
        assertThat(crawl(SEED, "--max-page", "1")).isEqualTo(2);
        assertThat(line.err()).contains("Unknown option", "--max-page", "orbweaver crawl --help");
        assertThat(line.run("crwal")).isEqualTo(2);
        assertThat(line.run()).isEqualTo(2);
        assertThat(line.out()).isEmpty();
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertThat(line.run("--version")).isZero();
        assertThat(line.out()).startsWith("orbweaver ");
        assertThat(line.run("crawl", "--help")).isZero();
        assertThat(line.out()).contains("--max-pages", "--api-port", "0: no limit", "Examples:", "Exit codes:");
        assertThat(line.out().lines())
                .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80))
                .filteredOn(text -> text.startsWith("  orbweaver crawl"))
                .hasSize(4);
    }

    @Test
    void checkConfigSaysAllProblems() {
        assertThat(line.run("check-config", "bad.yaml")).isEqualTo(2);
        assertThat(line.err().lines()).containsExactly("fetch.retries: one", "fetch.dns: two");
        assertThat(line.out()).isEmpty();
        assertThat(line.run("check-config", "good.yaml")).isZero();
        assertThat(line.err().lines()).containsExactly("warning: ORBWEAVER_X: three");
        assertThat(line.out().lines()).containsExactly("ok");
    }

    @Test
    void theDemoCrawlsTheSyntheticWebAndCleansUp() throws IOException {
        assertThat(line.run("demo", "--pages", "50", "--hosts", "3")).isZero();

        CrawlOptions options = line.crawls.started.getFirst();
        assertThat(options.spec().seeds()).containsExactly("http://h0.test/");
        assertThat(options.spec().limits().maxPages()).isEqualTo(50);
        assertThat(options.fetch().dns().servers()).containsExactly("127.0.0.1:53");
        assertThat(options.fetch().allowPrivateAddresses()).isTrue();
        assertThat(options.data()).doesNotExist();
        assertThat(line.webClosed).isTrue();

        assertThat(line.run("demo", "--keep")).isZero();
        Path kept = line.crawls.started.getLast().data();
        assertThat(line.err()).contains(kept.toString());
        try (var files = Files.walk(kept)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private int crawl(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "crawl";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--data";
        all[all.length - 1] = data().toString();
        return line.run(all);
    }
}
