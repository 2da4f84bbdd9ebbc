package io.orbweaver.app;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.Provenance;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A crawl that runs inside this process, and the data directory it holds meanwhile. */
public interface CrawlSession extends AutoCloseable {
    /** Returns how far the crawl is. Any thread; cheap enough to be asked several times a second. */
    CrawlStatus status();

    /** Returns where the REST API is served while the session is open, without a path; null where it is not. */
    @Nullable
    String apiAddress();

    /** Returns how many pages there were when the data directory was opened, zero for a new crawl. */
    long pagesBefore();

    /**
     * Completes when the crawl has ended by itself, or when everything is finished and saved after {@link #interrupt()}.
     * A crawl that was interrupted is paused in its last status. Completes exceptionally when the crawl broke down.
     */
    CompletionStage<CrawlStatus> ended();

    /** Starts no more requests, finishes those in flight and saves. Returns at once; any thread; idempotent. */
    void interrupt();

    /**
     * Hands over every committed answer of all runs, in shard order, then in the order of fetching, on the calling
     * thread and in flat memory. What {@code each} throws ends it and is thrown on.
     */
    void captures(Consumer<Capture> each);

    /** Returns who fetched them, and how. */
    Provenance provenance();

    /** Releases the data directory. */
    @Override
    void close();
}
