package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.UsageException;
import io.orbweaver.json.JsonValue;
import io.orbweaver.terminal.Quantities;
import io.orbweaver.terminal.TextTable;
import io.orbweaver.terminal.TextTable.Column;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code orbweaver seeds}: adds seeds, however many; they are read as fast as the cluster takes them. */
@Command(
        name = "seeds",
        description = "Adds seeds to a crawl.",
        sortOptions = false,
        footer = {
            "",
            "Empty lines and lines that begin with # are passed over. Seeds are always in",
            "scope; a finished crawl goes on with them.",
            "Exit codes: 0 added; 1 failed, or none was taken; 2 bad usage."
        })
final class SeedsCommand extends CrawlCommand {
    private static final String STANDARD_INPUT = "-";

    @Parameters(paramLabel = "FILE|-", description = "One URL a line; - is standard input.")
    private String file = STANDARD_INPUT;

    SeedsCommand(Console console) {
        super(console);
    }

    @Override
    int run(Api api) throws ApiException, UsageException, IOException {
        try (InputStream seeds = source()) {
            // A refusal in the middle of a long upload might be seen as a broken connection only.
            api.get(path());
            byte[] answer = api.upload(path() + "/seeds", seeds);
            JsonValue json = read(api, answer);
            if (json()) {
                print(answer);
            } else {
                show(json);
            }
            boolean none =
                    json.number("accepted") == 0 && !json.items("rejected").isEmpty();
            return none ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    private InputStream source() throws UsageException {
        if (file.equals(STANDARD_INPUT)) {
            return console.in();
        }
        try {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw new UsageException(file + " is a directory: name a file with one URL a line.");
            }
            return Files.newInputStream(path);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(file + " cannot be read: name a file that is there, or - to read standard input.");
        }
    }

    private void show(JsonValue json) {
        console.out().println(Quantities.count(json.number("accepted"), "seed") + " taken.");
        TextTable table = new TextTable(
                console.terminal().outputStyle(), Column.number("LINE"), Column.text("URL"), Column.text("REJECTED"));
        for (JsonValue reject : json.items("rejected")) {
            table.row(reject.textOrEmpty("line"), reject.textOrEmpty("url"), reject.textOrEmpty("reason"));
        }
        table.lines().forEach(console.out()::println);
    }
}
