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
    private final PrintStream err;
    private final Screen screen;
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("progress").daemon().factory());
    private final SharedScreen shared;
    private final PrintStream systemErr = System.err;
    private Style style;
    private long frames;
    private volatile boolean stopping;
    private final boolean visible;

    private Progress(Supplier<CrawlStatus> status, PrintStream err, Screen screen, boolean visible) {
        this.visible = visible;
        this.status = status;
        this.err = err;
        this.screen = screen;
        style = screen.style();
        shared = new SharedScreen(err);
    }

    /** Starts to show the crawl on the standard error stream that {@code err} is. */
    public static Progress start(Supplier<CrawlStatus> status, PrintStream err, Screen screen) {
        Progress progress = new Progress(status, err, screen, true);
        if (progress.style.updating()) {
            // The log writes to System.err, and would otherwise write into the block.
            System.setErr(new PrintStream(progress.shared, true, err.charset()));
            progress.every(BLOCK_PERIOD, Duration.ZERO, progress::paintBlock);
        } else {
            progress.every(LINE_PERIOD, LINE_PERIOD, progress::printLine);
        }
        return progress;
    }

    /** Shows nothing, and only measures the time. */
    public static Progress hidden(Supplier<CrawlStatus> status) {
        return new Progress(status, System.err, Screen.none(), false);
    }

    private void every(Duration period, Duration first, Runnable paint) {
        painter.scheduleAtFixedRate(paint, first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From now on the crawl is shown as one that is being stopped. */
    public void stopping() {
        if (!stopping && visible && !style.updating()) {
            err.println("orbweaver: " + ProgressBlock.stopping(status.get()));
        }
        stopping = true;
    }

    /** Returns how long the crawl has been shown. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
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
