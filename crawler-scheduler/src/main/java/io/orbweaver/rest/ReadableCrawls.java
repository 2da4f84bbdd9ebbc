package io.orbweaver.rest;

import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.Provenance;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The crawls whose pages may be read. Any thread. */
public interface ReadableCrawls {
    /** Fails with {@link io.orbweaver.scheduler.NoSuchCrawlException} where there is none with that id, or not any more. */
    Future<ReadableCrawl> find(int id);

    /**
     * What has to be known of a crawl to read what it fetched.
     *
     * @param ended why it ended, null where it has not
     */
    record ReadableCrawl(Provenance provenance, CrawlStatus.@Nullable Reason ended) {
        int id() {
            return (int) provenance.crawl();
        }
    }
}
