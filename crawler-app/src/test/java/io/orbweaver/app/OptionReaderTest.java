package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.config.FetchConfig;
import io.orbweaver.crawl.CrawlSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionReaderTest {
    private static final List<String> SEEDS = List.of("https://example.com/");

    @TempDir
    Path directory;

    @Test
    void withoutOptionsTheDefaultsHoldAndHostsMayMakeACrawlWaitTwoMinutes() throws UsageException {
        CrawlOptions options = read(Map.of());

        assertThat(options.spec()).isEqualTo(CrawlSpec.defaults(SEEDS));
        assertThat(options.fetch().maxWait()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.fetch().verifyTls()).isTrue();
        assertThat(options.fetch().allowPrivateAddresses()).isFalse();
        assertThat(options.fetch().retries()).isEqualTo(FetchConfig.defaults().retries());
    }

    @Test
    void everyOptionArrives() throws UsageException {
        CrawlOptions options = read(Map.ofEntries(
                Map.entry("name", List.of("docs")),
                Map.entry("scope", List.of("prefix")),
                Map.entry("include", List.of("a", "b")),
                Map.entry("exclude", List.of("c")),
                Map.entry("max-pages", List.of("0")),
                Map.entry("max-depth", List.of("7")),
                Map.entry("max-pages-per-host", List.of("8")),
                Map.entry("max-bytes", List.of("3GiB")),
                Map.entry("max-duration", List.of("2h")),
                Map.entry("max-wait", List.of("90s")),
                Map.entry("delay", List.of("250ms")),
                Map.entry("connections-per-host", List.of("4")),
                Map.entry("user-agent", List.of("FooBot/2.1")),
                Map.entry("contact", List.of("me@example.com")),
                Map.entry("header", List.of("X-Key: a: b", "Y:")),
                Map.entry("no-robots", List.of("true")),
                Map.entry("no-sitemaps", List.of("true")),
                Map.entry("allow-private-addresses", List.of("true")),
                Map.entry("insecure", List.of("true")),
                Map.entry("resolve-with", List.of("[::1]:5353"))));

        assertThat(options.spec())
                .isEqualTo(new CrawlSpec(
                        "docs",
                        SEEDS,
                        new CrawlSpec.Scope(CrawlSpec.Scope.Mode.PREFIX, List.of("a", "b"), List.of("c")),
                        new CrawlSpec.Limits(0, 7, 8, 3L << 30, Duration.ofHours(2)),
                        new CrawlSpec.Manners(Duration.ofMillis(250), 4, false),
                        new CrawlSpec.Follow(false, false, true),
                        Map.of("X-Key", "a: b", "Y", "")));
        FetchConfig fetch = options.fetch();
        assertThat(fetch.connectionsPerHost()).isEqualTo(4);
        assertThat(fetch.userAgent()).isEqualTo("FooBot/2.1");
        assertThat(fetch.contact()).isEqualTo("me@example.com");
        assertThat(fetch.maxWait()).isEqualTo(Duration.ofSeconds(90));
        assertThat(fetch.allowPrivateAddresses()).isTrue();
        assertThat(fetch.verifyTls()).isFalse();
        assertThat(fetch.dns().servers()).containsExactly("[::1]:5353");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seeds | example.com | write https://example.com",
                "seeds | ftp://example.com/ | neither http nor https",
                "seeds | http:// | is no URL",
                "scope | site | write host, domain, prefix or any",
                "scope | HOST | write host, domain, prefix or any",
                "include | a( | no RE2 pattern",
                "exclude | (?=a) | no RE2 pattern",
                "max-pages | many | whole number from 0",
                "max-pages | -1 | whole number from 0",
                "max-depth | 99999999999 | whole number from 0",
                "max-bytes | 3MB | 512KiB",
                "max-bytes | 10 | 512KiB",
                "max-bytes | 99999999999TiB | larger than",
                "max-duration | 5 | 500ms",
                "max-duration | 1w | 500ms",
                "delay | -1s | 500ms",
                "delay | 9999999d | too long",
                "connections-per-host | 0 | whole number from 1",
                "contact | nobody | neither a URL nor a mail address",
                "header | X-Key | a name, a colon and a value",
                "header | 'X Key: a' | a name, a colon and a value",
                "resolve-with | 127.0.0.1 | HOST:PORT",
                "resolve-with | 127.0.0.1:0 | HOST:PORT",
                "resolve-with | 127.0.0.1:65536 | HOST:PORT",
                "output | pages.xml | .warc.gz, .cdxj, .jsonl, .csv or .txt",
                "output | pages.cdxj | needs a .warc.gz",
                "text | true | --text needs a .jsonl",
                "output | /nowhere/pages.csv | create /nowhere first",
            })
    void eachMistakeIsASentenceThatSaysWhatToDo(String name, String value, String advice) {
        assertThatThrownBy(() -> read(Map.of(name, List.of(value))))
                .isInstanceOfSatisfying(
                        UsageException.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .asString()
                                .contains(advice)
                                .endsWith("."));
    }

    @Test
    void aLineEndInAHeaderWouldBeginAnother() {
        assertThatThrownBy(() -> read(Map.of("header", List.of("X: a\r\nHost: evil"), "user-agent", List.of("a\nb"))))
                .isInstanceOfSatisfying(
                        UsageException.class,
                        refusal -> assertThat(refusal.problems()).hasSize(2));
    }

    @Test
    void aDirectoryIsNoOutputFile() throws Exception {
        String name = Files.createDirectory(directory.resolve("pages.csv")).toString();

        assertThatThrownBy(() -> read(Map.of("output", List.of(name)))).hasMessageContaining("is a directory");
    }

    private CrawlOptions read(Map<String, List<String>> values) throws UsageException {
        GivenOptions given = new GivenOptions(values);
        GivenOptions withSeeds = given.flag("seeds") ? given : given.with("seeds", SEEDS);
        return OptionReader.read(withSeeds, NodeSettings.defaults(), directory, false);
    }
}
