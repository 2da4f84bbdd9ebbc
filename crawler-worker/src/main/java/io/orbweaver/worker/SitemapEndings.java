package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.crawl.Sitemap;
import io.orbweaver.fetch.FetchOutcome.Answered;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.Intention;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.message.Discovery;
import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which sitemaps a host has, and what becomes of one after its request. Pure. */
final class SitemapEndings {
    /** Sitemaps on other hosts that one robots.txt may name: we would ask them in its name. */
    static final int MAX_FOREIGN = 10;

    private SitemapEndings() {}

    /** The sitemaps of the host of a page: those that its robots.txt names, without any that of the usual place. */
    static Commit.Found named(Intention.Sitemaps asked) {
        Url page = asked.page().url();
        List<Url> sitemaps = new ArrayList<>();
        int foreign = 0;
        for (String text : asked.named()) {
            Url url = Url.parse(text);
            if (url != null && (url.host().equals(page.host()) || foreign++ < MAX_FOREIGN)) {
                sitemaps.add(url);
            }
        }
        if (sitemaps.isEmpty()) {
            sitemaps.add(Url.of(page.https(), page.host(), page.port(), "/sitemap.xml"));
        }
        String robots = page.origin() + "/robots.txt";
        return new Commit.Found(
                asked.page().shard(),
                sitemaps(asked.page().crawl(), robots, List.of(), sitemaps, new Sitemap(page.host(), 0)));
    }

    private static Discovery pages(QueuedUrl from, List<Url> links, Map<Url, Instant> lastModified) {
        return new Discovery(from.crawl(), 1, false, from.url().toString(), List.of(), links, null, lastModified);
    }

    private static Discovery sitemaps(int crawl, String referrer, List<String> chain, List<Url> urls, Sitemap sitemap) {
        return new Discovery(crawl, Sitemap.QUEUE_DEPTH, false, referrer, chain, urls, sitemap, Map.of());
    }

    /** What an answer means that is the last one. */
    static Commit answered(
            QueuedUrl url, Sitemap sitemap, Answered answer, PageEnd end, HostRow host, int maxRedirects) {
        Url target = end.location();
        if (target != null) {
            return redirected(url, sitemap, answer, target, host, maxRedirects);
        }
        SitemapEnd read = end.sitemap();
        Discovery found = read == null
                ? Discovery.nothing(url.crawl())
                : read.index()
                        ? sitemaps(url.crawl(), url.url().toString(), List.of(), end.links(), sitemap.nested())
                        : pages(url, end.links(), read.lastModified());
        String detail = read == null ? "" : read.detail();
        return new Commit.Sitemap(url, host, answer.status(), detail, found, end.leftOut());
    }

    private static Commit redirected(
            QueuedUrl url, Sitemap sitemap, Answered answer, Url target, HostRow host, int maxRedirects) {
        List<String> chain = new ArrayList<>(url.chain());
        chain.add(url.url().toString());
        if (chain.contains(target.toString()) || maxRedirects > 0 && chain.size() > maxRedirects) {
            return new Commit.Failed(url, host, FailureKind.TOO_MANY_REDIRECTS, "of a sitemap, to " + target);
        }
        String referrer = url.referrer() == null ? url.url().toString() : url.referrer();
        Discovery next = sitemaps(url.crawl(), referrer, chain, List.of(target), sitemap);
        return new Commit.Sitemap(url, host, answer.status(), "moved to " + target, next, Map.of());
    }
}
