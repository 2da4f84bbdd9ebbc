package io.orbweaver.worker;

import io.orbweaver.crawl.Exclusion;
import io.orbweaver.fetch.FetchOutcome;
import io.orbweaver.parse.ParsedPage;
import io.orbweaver.url.Url;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the request for one URL ended, with all that was read from the answer where the answer was read.
 *
 * @param location where a redirect points to; null where the answer is none
 * @param links targets that passed scope and depth
 * @param refresh where the page goes on by itself, which is followed as a redirect; null where it does not
 * @param leftOut links that did not, by reason
 * @param sitemap what a sitemap is, whose URLs are the links; null where a page was asked for
 */
public record PageEnd(
        FetchOutcome outcome,
        @Nullable Url location,
        ParsedPage page,
        List<Url> links,
        @Nullable Url refresh,
        Map<Exclusion, Integer> leftOut,
        @Nullable SitemapEnd sitemap) {

    /** The end of a request for a page. */
    public PageEnd(
            FetchOutcome outcome,
            @Nullable Url location,
            ParsedPage page,
            List<Url> links,
            @Nullable Url refresh,
            Map<Exclusion, Integer> leftOut) {
        this(outcome, location, page, links, refresh, leftOut, null);
    }

    static PageEnd without(FetchOutcome outcome) {
        return new PageEnd(outcome, null, ParsedPage.NOTHING, List.of(), null, Map.of());
    }
}
