package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.UsageException;
import io.orbweaver.json.CrawlReader;
import io.orbweaver.terminal.CrawlText;
import io.orbweaver.terminal.TextTable;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code orbweaver list}: the crawls of the cluster in the order they were created. */
@Command(name = "list", description = "Lists the crawls of a running cluster.", sortOptions = false)
final class ListCommand extends RemoteCommand {

    ListCommand(Console console) {
        super(console);
    }

    @Override
    int run(Api api) throws ApiException, UsageException, IOException {
        if (json()) {
            new Walk(api, "/crawls?").print(console);
            return ExitCode.DONE;
        }
        TextTable table = CrawlText.table(console.terminal().outputStyle());
        long crawls = new Walk(api, "/crawls?").items(json -> CrawlText.row(table, CrawlReader.crawl(json)), () -> {});
        table.lines().forEach(console.out()::println);
        if (crawls == 0) {
            console.say("There is no crawl; begin one with: " + console.command() + " submit URL");
        }
        return ExitCode.DONE;
    }
}
