package io.orbweaver.terminal;

import io.orbweaver.crawl.CrawlStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows a crawl while it runs: on a terminal one block, five times a second, else one line every ten seconds. Made and
 * closed by one thread; paints on a thread of its own. After {@link #close()} nothing more is written.
 */
public final class Progress implements AutoCloseable {
    private static final Duration BLOCK_PERIOD = Duration.ofMillis(200);
    private static final Duration LINE_PERIOD = Duration.ofSeconds(10);
    private static final int FRAMES_PER_WIDTH = 25;

    private final Supplier<CrawlStatus> status;
    private final Supplier<Duration> clock;
    private final PrintStream err;
    private final Screen screen;
    private final ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("progress").daemon().factory());
    private final SharedScreen shared;
    private final PrintStream systemErr = System.err;
    private Style style;
    private long frames;
    private volatile boolean stopping;
    private final boolean visible;

    private Progress(
            Supplier<CrawlStatus> status, Supplier<Duration> clock, PrintStream err, Screen screen, boolean visible) {
        this.visible = visible;
        this.status = status;
        this.clock = clock;
        this.err = err;
        this.screen = screen;
        style = screen.style();
        shared = new SharedScreen(err);
    }

    /** Starts to show the crawl on the standard error stream that {@code err} is. */
    public static Progress start(Supplier<CrawlStatus> status, PrintStream err, Screen screen) {
        return start(new Progress(status, stopwatch(), err, screen, true), LINE_PERIOD);
    }

    /** Starts to show a crawl that runs elsewhere, perhaps for long: {@code clock} says how long. */
    public static Progress watch(
            Supplier<CrawlStatus> status, Supplier<Duration> clock, PrintStream err, Screen screen) {
        return start(new Progress(status, clock, err, screen, true), Duration.ZERO);
    }

    private static Progress start(Progress progress, Duration firstLine) {
        if (progress.style.updating()) {
            // The log writes to System.err, and would otherwise write into the block.
            System.setErr(new PrintStream(progress.shared, true, progress.err.charset()));
            progress.every(BLOCK_PERIOD, Duration.ZERO, progress::paintBlock);
        } else {
            progress.every(LINE_PERIOD, firstLine, progress::printLine);
        }
        return progress;
    }

    /** Shows nothing, and only measures the time. */
    public static Progress hidden(Supplier<CrawlStatus> status) {
        return new Progress(status, stopwatch(), System.err, Screen.none(), false);
    }

    private static Supplier<Duration> stopwatch() {
        long startNanos = System.nanoTime();
        return () -> Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private void every(Duration period, Duration first, Runnable paint) {
        painter.scheduleAtFixedRate(paint, first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Writes a line, above the block where there is one. */
    public void say(String line) {
        if (style.updating()) {
            System.err.println(line);
        } else {
            err.println(line);
        }
    }

    /** From now on the crawl is shown as one that is being stopped. */
    public void stopping() {
        if (!stopping && visible && !style.updating()) {
            err.println("orbweaver: " + ProgressBlock.stopping(status.get()));
        }
        stopping = true;
    }

    /** Returns how long the crawl has run, or, where nobody says so, has been shown. */
    public Duration elapsed() {
        return clock.get();
    }

    private void paintBlock() {
        frames++;
        if (frames % FRAMES_PER_WIDTH == 0) {
            style = style.withWidth(screen.width());
        }
        shared.show(ProgressBlock.block(status.get(), elapsed(), stopping, style));
    }

    private void printLine() {
        err.println(ProgressBlock.line(status.get(), elapsed()));
    }

    /** Stops painting and takes the block away. */
    @Override
    public void close() {
        painter.shutdown();
        boolean ended = false;
        try {
            ended = painter.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            painter.shutdownNow();
        }
        if (style.updating()) {
            System.setErr(systemErr);
            shared.clear();
        }
    }
}
