package io.orbweaver.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orbweaver crawl}: takes options as text, so that all that is wrong with them can be said at once. */
@Command(
        name = "crawl",
        description = "Crawls from one process until nothing is left to fetch or a limit is reached.",
        sortOptions = false,
        synopsisHeading = "Usage: ",
        customSynopsis = "orbweaver crawl URL... [options]%n       orbweaver crawl --resume [options]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  orbweaver crawl https://example.com/ -o pages.jsonl",
            "  orbweaver crawl https://example.com/docs/ --scope prefix --delay 500ms",
            "  orbweaver crawl https://example.com/ --exclude '[?]print=' --data example",
            "  orbweaver crawl --resume --data example --max-pages 5000",
            "",
            "Durations: 500ms, 10s, 2m, 24h, 7d. Sizes: 512KiB, 10MiB, 1GiB.",
            "0 is no limit, or no delay.",
            "Exit codes: 0 done, 1 failed, 2 bad usage, 3 nothing could be fetched,",
            "130 interrupted (by Ctrl-C, SIGTERM or SIGHUP: what is in flight is finished",
            "and saved; a second one exits at once)."
        })
final class CrawlCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private CrawlArguments arguments = new CrawlArguments();

    CrawlCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try {
            CrawlOptions options = arguments.resume() ? resumed() : fresh();
            return new CrawlRun(surroundings, options, arguments.quiet(), arguments.json(), resumeCommand(), true)
                    .run();
        } catch (UsageException e) {
            return surroundings.refuse(e);
        }
    }

    private CrawlOptions resumed() throws UsageException {
        GivenOptions stored = OptionsFile.read(arguments.data());
        GivenOptions again = arguments.given();
        String config =
                again.flag(GivenOptions.CONFIG) ? again.one(GivenOptions.CONFIG) : stored.one(GivenOptions.CONFIG);
        NodeSettings settings = settings(config);
        GivenOptions merged = ResumeRule.merge(stored, again, settings, arguments.data());
        List<String> problems = new ArrayList<>();
        ApiOptions api = ApiOptions.read(arguments.apiPort(), settings.token(), true, problems);
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        return OptionReader.read(merged, settings, arguments.data(), true)
                .goingOnWith(again.names())
                .serving(api);
    }

    private CrawlOptions fresh() throws UsageException {
        GivenOptions given = arguments.given();
        List<String> problems = new ArrayList<>();
        if (given.all(GivenOptions.SEEDS).isEmpty()) {
            problems.add("No URL to begin with: give at least one, like orbweaver crawl https://example.com/.");
        }
        if (OptionsFile.exists(arguments.data())) {
            problems.add(arguments.data() + " holds a crawl already: go on with it with --resume,"
                    + " or name another directory with --data.");
        }
        NodeSettings settings = NodeSettings.defaults();
        try {
            settings = settings(given.one(GivenOptions.CONFIG));
        } catch (UsageException e) {
            problems.addAll(e.problems());
        }
        ApiOptions api = ApiOptions.read(arguments.apiPort(), settings.token(), true, problems);
        CrawlOptions options = null;
        try {
            options = OptionReader.read(given, settings, arguments.data(), false);
        } catch (UsageException e) {
            problems.addAll(e.problems());
        }
        if (options == null || !problems.isEmpty()) {
            throw new UsageException(problems);
        }
        return options.serving(api);
    }

    private NodeSettings settings(@Nullable String config) throws UsageException {
        return surroundings.configs().read(config == null ? null : Path.of(config));
    }

    private String resumeCommand() {
        return quoted(surroundings.command()) + " crawl --resume --data "
                + quoted(arguments.data().toString());
    }

    /** Returns a word as a POSIX shell takes it. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+,=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
