package io.orbweaver.client;

import io.orbweaver.app.ExitCode;
import io.orbweaver.app.InterruptSignal;
import io.orbweaver.app.UsageException;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.json.CrawlReader;
import io.orbweaver.json.InvalidJsonException;
import io.orbweaver.json.JsonValue;
import io.orbweaver.terminal.Progress;
import io.orbweaver.terminal.Screen;
import io.orbweaver.terminal.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows the events of one crawl until it ends. A stream that breaks, as it does when the scheduler is started again,
 * is opened anew for a while. One thread, and the one that signals come on.
 */
final class Watch {
    /** Something comes each second. */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private static final Duration HEAD = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long AGAIN_MILLIS = 1_000;

    private final Api api;
    private final Console console;
    private final String id;
    private final boolean json;
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile @Nullable CrawlStatus now;
    private volatile @Nullable InputStream open;
    private long heard;

    Watch(Api api, Console console, String id, boolean json) {
        this.api = api;
        this.console = console;
        this.id = id;
        this.json = json;
    }

    /** Returns what {@code crawl} would have ended with, had it been this crawl. */
    int run() throws ApiException, UsageException {
        String path = RemoteCommand.crawl(id);
        CrawlStatus first = CrawlCommand.status(api, api.get(path));
        now = first;
        boolean interrupted;
        Screen screen = json ? Screen.none() : console.terminal().errorScreen();
        try (InterruptSignal signals = InterruptSignal.listen(
                        this::leave, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
                Progress progress = json
                        ? Progress.hidden(() -> first)
                        : Progress.watch(this::latest, this::elapsed, console.err(), screen)) {
            follow(path, progress);
            interrupted = signals.received();
        }
        if (interrupted) {
            console.say("The crawl goes on; see it again with: " + console.command() + " watch " + id);
            return ExitCode.INTERRUPTED;
        }
        CrawlStatus last = last(path);
        if (!json) {
            new Summary(last, elapsed(last), 0, null, List.of(), List.of(), null)
                    .lines(screen.style())
                    .forEach(console.err()::println);
        }
        return ExitCode.of(last);
    }

    /**
     * Events stop counting when the state changes; the crawl itself has the last word, unless it was one in a process
     * which is gone with it.
     */
    private CrawlStatus last(String path) throws ApiException {
        try {
            return CrawlCommand.status(api, api.get(path));
        } catch (ApiException e) {
            if (e.status() != 0 || !ended(latest().state())) {
                throw e;
            }
            return latest();
        }
    }

    private CrawlStatus latest() {
        return Objects.requireNonNull(now);
    }

    private Duration elapsed() {
        return elapsed(latest());
    }

    private static Duration elapsed(CrawlStatus crawl) {
        Instant end = crawl.finished() == null ? Instant.now() : crawl.finished();
        Duration elapsed = Duration.between(crawl.started(), end);
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /** Wakes the thread that follows, wherever it waits. */
    private void leave() {
        left.countDown();
        InputStream stream = open;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void follow(String path, Progress progress) throws ApiException {
        long lastHeard = System.nanoTime();
        boolean told = false;
        while (left.getCount() > 0) {
            ApiException failure = null;
            long before = heard;
            try {
                if (listen(path, progress)) {
                    return;
                }
                // It ended in order: the crawl was deleted, or the scheduler ends.
                now = CrawlCommand.status(api, api.get(path));
            } catch (ApiException e) {
                failure = e;
            }
            if (heard > before) {
                lastHeard = System.nanoTime();
                told = false;
            }
            if (failure != null && !worthWaiting(failure, lastHeard)) {
                throw failure;
            }
            if (!told && left.getCount() > 0) {
                told = true;
                say(progress, api.address() + " is away; waiting for it to come back.");
            }
            pause();
        }
    }

    private boolean worthWaiting(ApiException failure, long lastHeard) {
        boolean passing = failure.status() == 0 || failure.status() == 503 || failure.status() == 502;
        return left.getCount() == 0 || passing && heard > 0 && System.nanoTime() - lastHeard < PATIENCE.toNanos();
    }

    private void pause() throws ApiException {
        try {
            if (left.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problems.away(api.address(), e);
        }
    }

    /** Returns whether the crawl has ended; else the stream has. */
    private boolean listen(String path, Progress progress) throws ApiException {
        InputStream stream = api.open(path + "/events", "text/event-stream", HEAD, PAUSE);
        open = stream;
        try (EventReader events = new EventReader(stream)) {
            for (EventReader.Event event = events.next(); event != null; event = events.next()) {
                heard++;
                if (left.getCount() == 0) {
                    return false;
                }
                if (json) {
                    new Printout(console).print(event.data());
                }
                State before = latest().state();
                CrawlStatus after = CrawlReader.after(
                        latest(), JsonValue.object(event.data().getBytes(StandardCharsets.UTF_8)));
                now = after;
                if (ended(after.state())) {
                    return true;
                }
                if (after.state() != before && !json) {
                    say(progress, "The crawl is " + after.state().name().toLowerCase(Locale.ROOT) + ".");
                }
            }
            return false;
        } catch (InvalidJsonException e) {
            throw Problems.unreadable(api.address(), e);
        } catch (IOException e) {
            throw Problems.away(api.address(), e);
        } finally {
            open = null;
        }
    }

    private void say(Progress progress, String sentence) {
        if (json) {
            console.say(sentence);
        } else {
            progress.say("orbweaver: " + sentence);
        }
    }

    private static boolean ended(State state) {
        return state == State.FINISHED || state == State.STOPPED || state == State.FAILED;
    }
}
