package io.orbweaver.worker;

import io.orbweaver.admission.DepthRule;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.parse.ParsedPage;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which links of a page go on: checked where they are found, before they travel. Links that are left out are counted and
 * not stored, so that a scope that is widened later still finds them. Stateless between pages; one per page.
 */
final class LinkFilter {
    private final QueuedUrl from;
    private final CrawlPlan plan;
    private final List<Url> kept = new ArrayList<>();
    private @Nullable Url refresh;
    private final Map<Exclusion, Integer> leftOut = new EnumMap<>(Exclusion.class);

    LinkFilter(QueuedUrl from, CrawlPlan plan) {
        this.from = from;
        this.plan = plan;
    }

    void add(ParsedPage page) {
        CrawlSpec.Follow follow = plan.spec().follow();
        boolean closed = page.nofollow() && !follow.nofollow();
        for (ParsedPage.Link link : page.links()) {
            add(link.target(), closed || link.nofollow() && !follow.nofollow());
        }
        Url canonical = page.canonical();
        if (follow.canonical() && canonical != null && !canonical.equals(from.url()) && !kept.contains(canonical)) {
            add(canonical, closed);
        }
        if (page.refresh() != null) {
            refresh(page.refresh(), closed);
        }
    }

    /** As for a redirect, depth does not matter, and what a seed leads to belongs to the crawl. */
    private void refresh(Url target, boolean nofollow) {
        if (nofollow) {
            leftOut.merge(Exclusion.NOFOLLOW, 1, Integer::sum);
        } else if (from.seed() || plan.scope().includes(target)) {
            refresh = target;
        } else {
            leftOut.merge(Exclusion.SCOPE, 1, Integer::sum);
        }
    }

    private void add(Url target, boolean nofollow) {
        if (nofollow) {
            leftOut.merge(Exclusion.NOFOLLOW, 1, Integer::sum);
        } else if (!plan.scope().includes(target)) {
            leftOut.merge(Exclusion.SCOPE, 1, Integer::sum);
        } else if (!DepthRule.allows(from.depth() + 1, plan.spec().limits().maxDepth())) {
            leftOut.merge(Exclusion.DEPTH, 1, Integer::sum);
        } else {
            kept.add(target);
        }
    }

    List<Url> kept() {
        return kept;
    }

    /** Where the page goes on by itself; null where it does not, or must not be followed. */
    @Nullable
    Url refresh() {
        return refresh;
    }

    Map<Exclusion, Integer> leftOut() {
        return leftOut;
    }
}
