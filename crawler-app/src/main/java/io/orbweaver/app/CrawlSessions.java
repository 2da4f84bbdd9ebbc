package io.orbweaver.app;

/**
 * Where crawls of this process come from. An implementation must call {@link OptionsFile#write} once it holds the data
 * directory and before it fetches anything, on resuming too: that is what {@code --resume} reads.
 */
public interface CrawlSessions {
    /** Starts a new crawl; refuses a data directory that holds one or that another process uses. */
    CrawlSession start(CrawlOptions options) throws UsageException;

    /** Goes on with the crawl in the data directory; {@code options} are those in force from now on. */
    CrawlSession resume(CrawlOptions options) throws UsageException;
}
