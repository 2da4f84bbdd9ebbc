package io.orbweaver.rest;

import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.Provenance;
import io.orbweaver.scheduler.SchedulerThread;
import io.vertx.core.Future;

/**
 * The crawls of a scheduler. Any thread.
 *
 * @param cluster 32 hexadecimal digits, as in {@link Provenance}
 * @param userAgent of the workers
 * @param robots whether robots.txt is obeyed where a crawl does not say
 */
public record SchedulerCrawls(
        SchedulerThread scheduler, String cluster, String userAgent, String contact, boolean robots)
        implements ReadableCrawls {

    @Override
    public Future<ReadableCrawl> find(int id) {
        return scheduler.call(each -> readable(each.status(id)));
    }

    private ReadableCrawl readable(CrawlStatus crawl) {
        Boolean asked = crawl.spec().politeness().robots();
        Provenance provenance = new Provenance(
                cluster,
                crawl.id(),
                crawl.spec().name(),
                crawl.created(),
                userAgent,
                contact,
                asked == null ? robots : asked);
        return new ReadableCrawl(provenance, crawl.reason());
    }
}
