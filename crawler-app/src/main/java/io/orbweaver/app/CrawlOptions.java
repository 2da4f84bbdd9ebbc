package io.orbweaver.app;

import io.orbweaver.config.FetchConfig;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.CrawlSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a crawl in this process needs to know, checked. Immutable.
 *
 * @param outputs absolute, of formats that can be written
 * @param text whether JSONL has the text of pages
 * @param resume whether it is to go on with the crawl in the data directory
 * @param given what all of this was made from, for {@link OptionsFile}
 * @param changed names of the options that were given again to go on; none for a new crawl
 * @param api how the REST API is served meanwhile, null where it is not
 */
public record CrawlOptions(
        CrawlSpec spec,
        FetchConfig fetch,
        PolitenessConfig politeness,
        Path data,
        List<Path> outputs,
        boolean text,
        boolean resume,
        GivenOptions given,
        Set<String> changed,
        @Nullable ApiOptions api) {

    public CrawlOptions {
        outputs = List.copyOf(outputs);
        changed = Set.copyOf(changed);
    }

    /** Returns these options where those of the names were given again. */
    CrawlOptions goingOnWith(Set<String> names) {
        return new CrawlOptions(spec, fetch, politeness, data, outputs, text, resume, given, names, api);
    }

    /** Returns these options with an API or without one. */
    CrawlOptions serving(@Nullable ApiOptions how) {
        return new CrawlOptions(spec, fetch, politeness, data, outputs, text, resume, given, changed, how);
    }

    /**
     * Returns what the crawl is to ask for when it goes on: what it asked for last, be it changed over REST meanwhile,
     * with the limits that were given again.
     */
    public CrawlSpec goingOn(CrawlSpec last) {
        CrawlSpec.Limits now = spec.limits();
        CrawlSpec.Limits then = last.limits();
        CrawlSpec.Limits limits = new CrawlSpec.Limits(
                changed.contains("max-pages") ? now.maxPages() : then.maxPages(),
                changed.contains("max-depth") ? now.maxDepth() : then.maxDepth(),
                changed.contains("max-pages-per-host") ? now.maxPagesPerHost() : then.maxPagesPerHost(),
                changed.contains("max-bytes") ? now.maxBytes() : then.maxBytes(),
                changed.contains("max-duration") ? now.maxDuration() : then.maxDuration());
        return new CrawlSpec(
                last.name(), last.seeds(), last.scope(), limits, last.politeness(), last.follow(), last.headers());
    }
}
