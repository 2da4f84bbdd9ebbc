package io.orbweaver.app;

import io.orbweaver.crawl.Explanation;
import io.orbweaver.json.ExplanationJson;
import io.orbweaver.terminal.ExplanationText;
import io.orbweaver.url.Url;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orbweaver explain}: says what a crawl knows of a URL, and why. */
@Command(
        name = "explain",
        description = "Says what a crawl knows of a URL, and why it was (not) fetched.",
        sortOptions = false,
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "orbweaver explain URL [--data DIR] [--json]",
            "       orbweaver explain ID URL [--api URL] [--token TEXT] [--json]"
        },
        footer = {
            "",
            "With a URL alone: of the crawl in DIR, which must not be running: interrupt it,",
            "explain, go on with --resume. Nothing of it is changed. With the ID of a crawl",
            "before it: of that crawl on a running cluster.",
            "Exit codes: 0 explained, be it that the URL is unknown; 1 failed, or the API is",
            "away or refuses; 2 bad usage, no crawl in DIR, or DIR in use."
        })
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "[ID] URL",
            hideParamSyntax = true,
            arity = "1..2",
            description = "An http or https URL; its fragment does not matter.")
    private List<String> words = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the crawl is kept (default: " + CrawlArguments.DEFAULT_DATA + ").")
    private @Nullable Path data;

    @Mixin
    private ApiArguments api = new ApiArguments();

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try {
            if (words.size() > 1) {
                return askCluster();
            }
            Explanation explanation = explain();
            if (api.json()) {
                surroundings.out().println(ExplanationJson.text(explanation));
            } else {
                ExplanationText.lines(explanation, surroundings.outputStyle()).forEach(surroundings.out()::println);
            }
            return ExitCode.DONE;
        } catch (UsageException e) {
            return surroundings.refuse(e);
        }
    }

    private int askCluster() throws UsageException {
        if (data != null) {
            throw new UsageException("explain ID URL asks a running cluster, which has no use for --data:"
                    + " leave out --data, or the id.");
        }
        return surroundings.remote().explain(surroundings, api, words.getFirst(), words.getLast());
    }

    private Explanation explain() throws UsageException {
        if (api.given()) {
            throw new UsageException("explain URL reads a data directory, and asks no API: leave out --api and --token,"
                    + " or write the id of a crawl before the URL.");
        }
        Url url = Url.parse(words.getFirst());
        if (url == null) {
            throw new UsageException("'" + words.getFirst() + "' is no http or https URL:"
                    + " write it in full, like https://example.com/page.");
        }
        Path directory = (data == null ? Path.of(CrawlArguments.DEFAULT_DATA) : data)
                .toAbsolutePath()
                .normalize();
        if (!OptionsFile.exists(directory)) {
            throw new UsageException(directory + " holds no crawl: name the directory of a crawl with --data.");
        }
        String config = OptionsFile.read(directory).one(GivenOptions.CONFIG);
        NodeSettings settings = surroundings.configs().read(file(config));
        return surroundings.explanations().explain(directory, settings.politeness(), url);
    }

    private static @Nullable Path file(@Nullable String name) {
        return name == null ? null : Path.of(name);
    }
}
