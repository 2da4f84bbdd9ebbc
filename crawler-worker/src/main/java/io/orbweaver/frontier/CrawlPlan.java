package io.orbweaver.frontier;

import io.orbweaver.admission.ScopeFilter;
import io.orbweaver.crawl.CrawlSpec;

/**
 * A crawl as a worker has to know it. Immutable; a change comes as a new plan.
 *
 * @param running whether requests may start
 */
public record CrawlPlan(int id, CrawlSpec spec, ScopeFilter scope, boolean running) {

    /** Whether a page costs a permit of the scheduler. */
    public boolean limited() {
        return spec.limits().maxPages() > 0;
    }
}
