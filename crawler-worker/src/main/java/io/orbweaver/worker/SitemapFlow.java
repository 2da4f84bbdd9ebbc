package io.orbweaver.worker;

import io.orbweaver.crawl.Sitemap;
import io.orbweaver.fetch.FetchOutcome;
import io.orbweaver.fetch.FetchOutcome.Answered;
import io.orbweaver.fetch.FetchRequest;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.frontier.Intention;
import io.orbweaver.parse.ParsedPage;
import io.orbweaver.sitemap.SitemapReader;
import io.orbweaver.url.Url;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * As {@link PageFlow}, for a sitemap: fetch, read, choose URLs. The request runs on its event loop; reading, which may
 * take seconds, on a thread for it, one file after the other.
 */
final class SitemapFlow {
    private final Fetcher fetcher;
    private final long maxBody;
    private final WorkerExecutor readers;
    private final AtomicLong reading;
    private final AtomicLong unread = new AtomicLong();
    private final ReadingGate gate = new ReadingGate();

    /** {@code reading}: bytes that all requests in flight hold, to which these add. */
    SitemapFlow(Fetcher fetcher, long maxBody, WorkerExecutor readers, AtomicLong reading) {
        this.fetcher = fetcher;
        this.maxBody = maxBody == 0 ? SitemapReader.MAX_BYTES : Math.min(maxBody, SitemapReader.MAX_BYTES);
        this.readers = readers;
        this.reading = reading;
    }

    /** Returns the thread that reads. It waits for the store, and so may be busy with one file for long. */
    static WorkerExecutor reader(Vertx vertx) {
        return vertx.createSharedWorkerExecutor("sitemap", 1, 1, TimeUnit.DAYS);
    }

    /** Makes the request for a sitemap. Fails only for a bug of ours. */
    Future<PageEnd> sitemap(Intention.Fetch asked, Sitemap sitemap) {
        Url url = asked.url().url();
        SitemapTap tap = new SitemapTap(reading);
        // What a user sends along, perhaps a secret, is not for hosts that another one names.
        boolean own = url.host().equals(sitemap.host());
        FetchRequest request = new FetchRequest(
                url, maxBody, asked.connections(), own ? asked.plan().spec().headers() : Map.of(), tap);
        return fetcher.fetch(request)
                .compose(outcome -> end(asked, sitemap, outcome, tap))
                .onComplete(done -> tap.release());
    }

    /** Returns the bytes of sitemaps that are fetched and wait to be read. Any thread. */
    long unread() {
        return unread.get();
    }

    void read(boolean may) {
        gate.set(may);
    }

    void close() {
        gate.set(true);
        readers.close();
    }

    private Future<PageEnd> end(Intention.Fetch asked, Sitemap sitemap, FetchOutcome outcome, SitemapTap tap) {
        if (!(outcome instanceof Answered answer)) {
            return Future.succeededFuture(PageEnd.without(outcome));
        }
        Url location = PageTap.redirects(answer.status())
                ? answer.headers().location(asked.url().url())
                : null;
        if (location != null || answer.status() / 100 != 2) {
            return Future.succeededFuture(new PageEnd(
                    outcome,
                    location,
                    ParsedPage.NOTHING,
                    List.of(),
                    null,
                    Map.of(),
                    new SitemapEnd(false, Map.of(), "no sitemap")));
        }
        byte[] file = tap.take();
        unread.addAndGet(file.length);
        return readers.executeBlocking(
                        () -> {
                            gate.pass();
                            return new SitemapFilter(asked.url().url(), sitemap, asked.plan())
                                    .end(answer, SitemapReader.read(file));
                        },
                        false)
                .onComplete(done -> unread.addAndGet(-file.length));
    }
}
