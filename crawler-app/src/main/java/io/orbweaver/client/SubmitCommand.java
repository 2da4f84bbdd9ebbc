package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.SubmitArguments;
import io.orbweaver.app.UsageException;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.json.CrawlJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orbweaver submit}: creates a crawl. Standard output carries its id alone, for scripts. */
@Command(
        name = "submit",
        description = "Creates a crawl on a running cluster and prints its id.",
        sortOptions = false,
        customSynopsis = "orbweaver submit URL... [options]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  orbweaver submit https://example.com/ --max-pages 5000",
            "  orbweaver submit https://example.com/ --watch",
            "",
            "Durations: 500ms, 10s, 2m, 24h, 7d. Sizes: 512KiB, 10MiB, 1GiB.",
            "0 is no limit, or no delay.",
            "Exit codes: 0 created; 1 failed; 2 bad usage, or refused as invalid;",
            "with --watch those of 'orbweaver watch'."
        })
final class SubmitCommand extends RemoteCommand {
    @Mixin
    private SubmitArguments submitted = new SubmitArguments();

    @Option(names = "--watch", description = "Show the crawl until it ends, as 'orbweaver watch' does.")
    private boolean watch;

    SubmitCommand(Console console) {
        super(console);
    }

    @Override
    int run(Api api) throws ApiException, UsageException {
        byte[] answer = api.send("POST", "/crawls", CrawlJson.request(submitted.spec()));
        CrawlStatus crawl = CrawlCommand.status(api, answer);
        String id = Long.toString(crawl.id());
        if (json()) {
            print(answer);
        } else {
            console.out().println(id);
        }
        if (watch) {
            return new Watch(api, console, id, json()).run();
        }
        if (!json()) {
            console.say("Crawl " + id + " has begun; follow it with: " + console.command() + " watch " + id);
        }
        return ExitCode.DONE;
    }
}
