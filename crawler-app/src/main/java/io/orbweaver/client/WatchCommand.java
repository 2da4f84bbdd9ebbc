package io.orbweaver.client;

import io.orbweaver.app.UsageException;
import picocli.CommandLine.Command;

/** {@code orbweaver watch}: shows a crawl until it ends. */
@Command(
        name = "watch",
        description = "Shows a crawl of a running cluster until it ends.",
        sortOptions = false,
        footer = {
            "",
            "With --json the data of each event on a line. Ctrl-C ends the watching, not the",
            "crawl.",
            "Exit codes: 0 the crawl is done; 1 it failed, was deleted, or the API is away or",
            "refuses; 3 nothing could be fetched at all; 130 it was stopped, or you left."
        })
final class WatchCommand extends CrawlCommand {

    WatchCommand(Console console) {
        super(console);
    }

    @Override
    int run(Api api) throws ApiException, UsageException {
        return new Watch(api, console, id(), json()).run();
    }
}
