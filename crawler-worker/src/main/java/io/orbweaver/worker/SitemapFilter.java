package io.orbweaver.worker;

import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.Sitemap;
import io.orbweaver.fetch.FetchOutcome.Answered;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.parse.ParsedPage;
import io.orbweaver.sitemap.SitemapContent;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which URLs of a sitemap go on. It speaks for one host, and nothing that it says of others counts: else anybody could
 * fill the queues of a stranger. An index may also name sitemaps on its own host. Stateless between files; one per file.
 */
final class SitemapFilter {
    private static final int MAX_BY_OTHERS = 100;

    private final Url from;
    private final Sitemap sitemap;
    private final CrawlPlan plan;
    private final List<Url> kept = new ArrayList<>();
    private int foreign;
    private int leftOut;

    SitemapFilter(Url from, Sitemap sitemap, CrawlPlan plan) {
        this.from = from;
        this.sitemap = sitemap;
        this.plan = plan;
    }

    PageEnd end(Answered answer, SitemapContent content) {
        for (Url url : content.urls()) {
            if (content.index()) {
                addSitemap(url);
            } else {
                addPage(url);
            }
        }
        boolean outOfScope = !content.index() && leftOut > 0;
        return new PageEnd(
                answer,
                null,
                ParsedPage.NOTHING,
                kept,
                null,
                outOfScope ? Map.of(Exclusion.SCOPE, leftOut) : Map.of(),
                new SitemapEnd(content.index(), content.lastModified(), detail(answer, content)));
    }

    private void addPage(Url url) {
        if (!url.host().equals(sitemap.host())) {
            foreign++;
        } else if (!plan.scope().includes(url)) {
            leftOut++;
        } else {
            kept.add(url);
        }
    }

    private void addSitemap(Url url) {
        if (!url.host().equals(sitemap.host()) && !url.host().equals(from.host())) {
            foreign++;
        } else if (sitemap.nesting() >= Sitemap.MAX_NESTING || kept.size() >= most()) {
            leftOut++;
        } else {
            kept.add(url);
        }
    }

    /** An index on another host than the one it speaks for costs that host requests. */
    private int most() {
        return from.host().equals(sitemap.host()) ? Sitemap.MAX_PER_HOST : MAX_BY_OTHERS;
    }

    private String detail(Answered answer, SitemapContent content) {
        StringBuilder detail = new StringBuilder();
        detail.append(kept.size()).append(content.index() ? " sitemaps" : " URLs");
        append(detail, leftOut, content.index() ? "beyond the limits" : "out of scope");
        append(detail, foreign, "of other hosts");
        append(detail, content.invalid(), "invalid");
        if (answer.truncated() != null) {
            detail.append("; truncated by ").append(answer.truncated().label());
        }
        if (content.problem() != null) {
            detail.append("; read up to: ").append(content.problem());
        }
        return detail.toString();
    }

    private static void append(StringBuilder detail, int count, String what) {
        if (count > 0) {
            detail.append(", ").append(count).append(' ').append(what);
        }
    }
}
