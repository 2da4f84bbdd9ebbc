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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orbweaver explain}: says what a crawl knows of a URL, and why. */
@Command(
        name = "explain",
        description = "Says what a crawl knows of a URL, and why it was (not) fetched.",
        sortOptions = false,
        synopsisHeading = "Usage: ",
        customSynopsis = "orbweaver explain URL [--data DIR] [--json]",
        footer = {
            "",
            "The crawl must not be running: interrupt it, explain, go on with --resume.",
            "Nothing of it is changed.",
            "Exit codes: 0 explained, be it that the URL is unknown; 1 failed; 2 bad usage,",
            "no crawl in DIR, or DIR in use."
        })
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "URL", arity = "1..2", description = "An http or https URL; its fragment does not matter.")
    private List<String> words = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the crawl is kept (default: " + CrawlArguments.DEFAULT_DATA + ").")
    private Path data = Path.of(CrawlArguments.DEFAULT_DATA);

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try {
            Explanation explanation = explain();
            if (json) {
                surroundings.out().println(ExplanationJson.text(explanation));
            } else {
                ExplanationText.lines(explanation, surroundings.outputStyle()).forEach(surroundings.out()::println);
            }
            return ExitCode.DONE;
        } catch (UsageException e) {
            return surroundings.refuse(e);
        }
    }

    private Explanation explain() throws UsageException {
        if (words.size() > 1) {
            throw new UsageException("explain ID URL asks a running cluster, which comes with a later release:"
                    + " give the URL alone, and the crawl's directory with --data.");
        }
        Url url = Url.parse(words.getFirst());
        if (url == null) {
            throw new UsageException("'" + words.getFirst() + "' is no http or https URL:"
                    + " write it in full, like https://example.com/page.");
        }
        Path directory = data.toAbsolutePath().normalize();
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
