package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.UsageException;
import io.orbweaver.crawl.CrawlStatus;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code pause}, {@code resume} and {@code stop}: asking for what is already so changes nothing. */
abstract class StateCommand extends CrawlCommand {
    private final String verb;

    private StateCommand(Console console, String verb) {
        super(console);
        this.verb = verb;
    }

    @Override
    int run(Api api) throws ApiException, UsageException {
        byte[] answer = api.send("POST", path() + "/" + verb, null);
        if (json()) {
            print(answer);
        } else {
            CrawlStatus crawl = status(api, answer);
            console.out()
                    .println("Crawl " + crawl.id() + " is "
                            + crawl.state().name().toLowerCase(Locale.ROOT) + ".");
        }
        return ExitCode.DONE;
    }

    /** Starts no more requests. */
    @Command(name = "pause", description = "Lets a crawl start no more requests until it is resumed.")
    static final class Pause extends StateCommand {
        Pause(Console console) {
            super(console, "pause");
        }
    }

    /** Goes on. */
    @Command(
            name = "resume",
            description = "Lets a paused crawl go on, or one whose limit has been raised since it ended.")
    static final class Resume extends StateCommand {
        Resume(Console console) {
            super(console, "resume");
        }
    }

    /** Ends. */
    @Command(name = "stop", description = "Ends a crawl for good; what it fetched stays.")
    static final class Stop extends StateCommand {
        Stop(Console console) {
            super(console, "stop");
        }
    }
}
