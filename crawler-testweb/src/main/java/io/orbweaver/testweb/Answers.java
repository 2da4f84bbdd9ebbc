package io.orbweaver.testweb;

import io.orbweaver.testweb.Dice.Purpose;
import io.orbweaver.testweb.LinkPlan.Redirect;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is answered to a request for a place. For all threads; keeps nothing but which pages were unavailable
 * already.
 */
final class Answers {
    private final TestWebOptions options;
    private final Layout layout;
    private final LinkPlan plan;
    private final PageWriter writer;
    private final Robots robots;
    private final Sitemaps sitemaps;
    private final Set<Place> refusedOnce = ConcurrentHashMap.newKeySet();

    Answers(Layout layout, LinkPlan plan, PageWriter writer) {
        this.options = layout.options();
        this.layout = layout;
        this.plan = plan;
        this.writer = writer;
        this.robots = new Robots(layout);
        this.sitemaps = new Sitemaps(layout);
    }

    /**
     * Returns the response, or null where there is to be none.
     *
     * @param target as in the request line
     * @param knownTag the entity tag the client has, or null
     */
    @Nullable
    Answer answer(Place place, String target, @Nullable String knownTag) {
        int host = place.host();
        int page = place.page();
        return switch (place.kind()) {
            case PAGE -> page(place, knownTag);
            case PRIVATE -> Answer.ok("text/html; charset=utf-8", writer.copy(host, page));
            case COPY -> Answer.ok("text/html; charset=utf-8", writer.copy(host, page));
            case BROKEN -> Answer.status(500);
            case MOVED -> {
                Redirect redirect = plan.redirect(host, page);
                Place to = redirect.target();
                yield Answer.redirect(redirect.status(), to.host() == host ? layout.path(to) : layout.url(to));
            }
            case ROBOTS -> robots.answer(host, target);
            case SITEMAP -> options.sitemap() ? sitemaps.answer(place) : Answer.status(404);
            case MISSING, UNKNOWN -> Answer.status(404);
        };
    }

    /** Returns how long the response to a place is held back. */
    Duration latency(Place place) {
        int jitter = Math.toIntExact(options.jitter().toMillis());
        Dice dice = new Dice(options.seed(), Purpose.LATENCY, place.host(), place.page());
        return options.latency().plusMillis(jitter == 0 ? 0 : dice.below(jitter + 1));
    }

    /** Returns whether the first request for the page is answered with 503. */
    boolean unavailableAtFirst(int host, int page) {
        return new Dice(options.seed(), Purpose.UNAVAILABLE, host, page).permil(options.unavailablePermil());
    }

    /** Makes the pages unavailable once more that are so at first. */
    void reset() {
        refusedOnce.clear();
    }

    private Answer page(Place place, @Nullable String knownTag) {
        if (unavailableAtFirst(place.host(), place.page()) && refusedOnce.add(place)) {
            long seconds = options.retryAfter().toSeconds();
            return Answer.status(503, seconds == 0 ? Map.of() : Map.of("Retry-After", Long.toString(seconds)));
        }
        String tag = "\"" + Long.toHexString(options.seed()) + "-" + place.host() + "-" + place.page() + "\"";
        if (tag.equals(knownTag)) {
            return new Answer(304, Map.of("ETag", tag), new byte[0]);
        }
        // Half of the pages leave it to the document to name its encoding.
        String charset = place.page() % 2 == 0
                ? "; charset=" + writer.charset(place.host(), place.page()).name()
                : "";
        byte[] body = writer.page(place.host(), place.page());
        return new Answer(200, Map.of("Content-Type", "text/html" + charset, "ETag", tag), body);
    }
}
