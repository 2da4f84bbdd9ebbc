package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.Outputs;
import io.orbweaver.app.UsageException;
import io.orbweaver.export.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code orbweaver export}: everything a crawl fetched, to files or to standard output, in flat memory. */
@Command(
        name = "export",
        description = "Exports everything that a crawl fetched.",
        sortOptions = false,
        customSynopsis = {"orbweaver export ID -o FILE... [options]", "       orbweaver export ID --format F [options]"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  orbweaver export 1 -o site.warc.gz -o site.cdxj", "  orbweaver export 1 --format jsonl | jq .url"})
final class ExportCommand extends CrawlCommand {
    /** An index is sorted before its first byte. */
    static final Duration HEAD = Duration.ofMinutes(10);

    static final Duration PAUSE = Duration.ofMinutes(2);
    private static final int CHUNK = 64 << 10;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Pages as .warc.gz, .jsonl, .csv or .txt (URLs), or .cdxj, an index of the .warc.gz;"
                    + " repeatable. FILE.part until it is complete.")
    private List<String> outputs = List.of();

    @Option(names = "--format", paramLabel = "F", description = "To standard output: warc, jsonl, csv, cdxj or urls.")
    private @Nullable String format;

    ExportCommand(Console console) {
        super(console);
    }

    @Override
    int run(Api api) throws ApiException, UsageException, IOException {
        List<String> problems = new ArrayList<>();
        List<Path> files = Outputs.read(outputs, problems);
        if ((format == null) == outputs.isEmpty()) {
            problems.add("Where to export to? Name a file with -o FILE, or standard output with --format F.");
        }
        OutputFormat chosen = format == null ? null : named(format, problems);
        if (chosen == OutputFormat.WARC && console.terminal().out()) {
            problems.add("--format warc is nothing for a terminal: send it to a file or another program.");
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        if (chosen != null) {
            print(api, chosen);
        } else {
            new ExportFiles(api, console, id(), json()).write(files);
        }
        return ExitCode.DONE;
    }

    private static @Nullable OutputFormat named(String text, List<String> problems) {
        for (OutputFormat known : OutputFormat.values()) {
            if (known.label().equals(text)) {
                return known;
            }
        }
        String labels =
                Arrays.stream(OutputFormat.values()).map(OutputFormat::label).collect(Collectors.joining(", "));
        problems.add("--format cannot be '" + text + "': write one of " + labels + ".");
        return null;
    }

    private void print(Api api, OutputFormat chosen) throws ApiException, UsageException {
        Printout out = new Printout(console);
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = open(api, path(), chosen)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                out.write(chunk, 0, read);
                if (console.out().checkError()) {
                    return;
                }
            }
        } catch (IOException e) {
            throw Problems.away(api.address(), e);
        }
    }

    static InputStream open(Api api, String crawl, OutputFormat format) throws ApiException {
        return api.open(crawl + "/export?format=" + format.label(), "*/*", HEAD, PAUSE);
    }
}
