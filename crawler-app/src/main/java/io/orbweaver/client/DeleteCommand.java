package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.UsageException;
import io.orbweaver.terminal.Printable;
import picocli.CommandLine.Command;

/** {@code orbweaver delete}: the API answers with nothing, and so does {@code --json}. */
@Command(
        name = "delete",
        description = "Stops a crawl, forgets it and everything it fetched, and frees the disk space.",
        sortOptions = false)
final class DeleteCommand extends CrawlCommand {

    DeleteCommand(Console console) {
        super(console);
    }

    @Override
    int run(Api api) throws ApiException, UsageException {
        api.send("DELETE", path(), null);
        if (!json()) {
            console.out().println("Crawl " + Printable.text(id()) + " is deleted.");
        }
        return ExitCode.DONE;
    }
}
