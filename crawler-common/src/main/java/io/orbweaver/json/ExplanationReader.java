package io.orbweaver.json;

import io.orbweaver.config.Problem;
import io.orbweaver.crawl.Explanation;
import io.orbweaver.crawl.PageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Makes an explanation of the JSON that {@link ExplanationJson} writes. Pure. */
public final class ExplanationReader {
    private ExplanationReader() {}

    /** Reads the whole of it; what is missing is empty. */
    public static Explanation explanation(JsonValue json) throws InvalidJsonException {
        JsonValue scope = json.at("scope");
        return new Explanation(
                json.textOrEmpty("url"),
                state(json),
                json.text("reason"),
                json.text("rule"),
                json.text("detail"),
                (int) json.number("shard"),
                json.text("worker"),
                json.has("depth") ? (int) json.number("depth") : null,
                (int) json.number("attempts"),
                json.time("nextAttempt"),
                json.text("referrer"),
                json.texts("redirectedFrom"),
                json.time("sitemapLastModified"),
                new Explanation.Scope(scope.truth("included"), scope.textOrEmpty("rule")),
                host(json),
                politeness(json.at("politeness")),
                json.has("page") ? page(json.at("page")) : null);
    }

    private static Explanation.State state(JsonValue json) throws InvalidJsonException {
        for (Explanation.State state : Explanation.State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(json.text("state"))) {
                return state;
            }
        }
        throw new InvalidJsonException(List.of(new Problem("/state", "is no state of a URL")));
    }

    private static Explanation.Host host(JsonValue json) {
        JsonValue queue = json.at("hostQueue");
        return new Explanation.Host(
                json.textOrEmpty("host"),
                queue.number("queued"),
                queue.number("waiting"),
                queue.number("fetched"),
                (int) queue.number("failures"));
    }

    private static Explanation.Politeness politeness(JsonValue json) {
        Map<String, String> sources = new LinkedHashMap<>(json.at("sources").settings());
        return new Explanation.Politeness(
                Objects.requireNonNullElse(CrawlReader.duration(json, "delay"), Duration.ZERO),
                (int) json.number("connections"),
                json.truth("robots"),
                json.number("pagesPerDay"),
                json.text("window"),
                json.truth("blocked"),
                sources);
    }

    /** Reads one page record. */
    public static PageRecord page(JsonValue json) {
        Instant fetched = json.time("fetchedAt");
        return new PageRecord(
                json.textOrEmpty("url"),
                json.text("finalUrl"),
                json.textOrEmpty("host"),
                (int) json.number("status"),
                json.text("contentType"),
                json.text("charset"),
                json.text("title"),
                json.number("bytes"),
                json.number("receivedBytes"),
                json.text("truncated"),
                (int) json.number("depth"),
                json.text("referrer"),
                fetched == null ? Instant.EPOCH : fetched,
                json.number("durationMs"),
                json.text("ip"),
                json.text("protocol"),
                json.text("digest"),
                json.text("duplicateOf"),
                json.texts("redirectedFrom"),
                (int) json.number("links"),
                json.text("canonical"),
                json.text("language"),
                json.text("etag"),
                json.text("lastModified"),
                json.texts("robots"),
                (int) json.number("shard"));
    }
}
