package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.UsageException;
import io.orbweaver.json.JsonValue;
import io.orbweaver.terminal.CrawlText;
import picocli.CommandLine.Command;

/** {@code orbweaver status}: all there is to say of one crawl. */
@Command(name = "status", description = "Shows one crawl of a running cluster.", sortOptions = false)
final class StatusCommand extends CrawlCommand {

    StatusCommand(Console console) {
        super(console);
    }

    @Override
    int run(Api api) throws ApiException, UsageException {
        byte[] answer = api.get(path());
        if (json()) {
            print(answer);
            return ExitCode.DONE;
        }
        JsonValue crawl = read(api, answer);
        CrawlText.lines(
                        status(api, crawl),
                        crawl.items("lostShards").size(),
                        console.terminal().outputStyle())
                .forEach(console.out()::println);
        return ExitCode.DONE;
    }
}
