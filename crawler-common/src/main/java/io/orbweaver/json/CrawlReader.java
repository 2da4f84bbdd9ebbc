package io.orbweaver.json;

import io.orbweaver.config.Durations;
import io.orbweaver.config.Problem;
import io.orbweaver.config.Sizes;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.CrawlStatus.Counts;
import io.orbweaver.crawl.CrawlStatus.Reason;
import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a crawl of the JSON that {@link CrawlJson} writes. Pure. What it does not know is left out. */
public final class CrawlReader {
    private CrawlReader() {}

    /** Reads a whole crawl. */
    public static CrawlStatus crawl(JsonValue json) throws InvalidJsonException {
        Instant created = json.time("created");
        Instant started = json.time("started");
        Instant begin = created == null ? Instant.EPOCH : created;
        return new CrawlStatus(
                id(json),
                spec(json),
                state(json),
                reason(json),
                begin,
                started == null ? begin : started,
                json.time("finished"),
                counts(json.at("counts")));
    }

    /** Reads an event, {@code state} or {@code stats}, and returns how the crawl stands after it. */
    public static CrawlStatus after(CrawlStatus before, JsonValue event) throws InvalidJsonException {
        return new CrawlStatus(
                before.id(),
                before.spec(),
                state(event),
                reason(event),
                before.created(),
                before.started(),
                before.finished(),
                event.has("counts") ? counts(event.at("counts")) : before.counts());
    }

    private static InvalidJsonException invalid(String pointer, String detail) {
        return new InvalidJsonException(List.of(new Problem(pointer, detail)));
    }

    private static long id(JsonValue json) throws InvalidJsonException {
        try {
            return Long.parseLong(json.textOrEmpty("id"));
        } catch (NumberFormatException e) {
            throw invalid("/id", "is no id of a crawl");
        }
    }

    private static State state(JsonValue json) throws InvalidJsonException {
        for (State state : State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(json.text("state"))) {
                return state;
            }
        }
        throw invalid("/state", "is no state of a crawl");
    }

    private static @Nullable Reason reason(JsonValue json) {
        for (Reason reason : Reason.values()) {
            if (reason.label().equals(json.text("reason"))) {
                return reason;
            }
        }
        return null;
    }

    private static CrawlSpec spec(JsonValue json) {
        JsonValue scope = json.at("scope");
        JsonValue limits = json.at("limits");
        JsonValue manners = json.at("politeness");
        JsonValue follow = json.at("follow");
        return new CrawlSpec(
                json.textOrEmpty("name"),
                json.texts("seeds"),
                new CrawlSpec.Scope(mode(scope.text("mode")), scope.texts("include"), scope.texts("exclude")),
                new CrawlSpec.Limits(
                        limits.number("maxPages"),
                        (int) Math.min(Integer.MAX_VALUE, limits.number("maxDepth")),
                        limits.number("maxPagesPerHost"),
                        size(limits),
                        Objects.requireNonNullElse(duration(limits, "maxDuration"), Duration.ZERO)),
                new CrawlSpec.Manners(
                        duration(manners, "delay"),
                        manners.has("connections") ? (int) manners.number("connections") : null,
                        manners.has("robots") ? manners.truth("robots") : null),
                new CrawlSpec.Follow(follow.truth("sitemaps"), follow.truth("nofollow"), follow.truth("canonical")),
                json.at("headers").settings());
    }

    private static CrawlSpec.Scope.Mode mode(@Nullable String text) {
        for (CrawlSpec.Scope.Mode mode : CrawlSpec.Scope.Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                return mode;
            }
        }
        return CrawlSpec.Scope.Mode.DOMAIN;
    }

    private static long size(JsonValue limits) {
        String text = limits.textOrEmpty("maxBytes");
        try {
            return text.chars().allMatch(c -> c >= '0' && c <= '9') ? limits.number("maxBytes") : Sizes.parse(text);
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /** Returns null where nothing, or nothing that is understood, is written. */
    static @Nullable Duration duration(JsonValue json, String name) {
        String text = json.text(name);
        try {
            return text == null ? null : Durations.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Counts counts(JsonValue json) {
        Map<Integer, Long> byStatus = new TreeMap<>();
        json.at("byStatus").numbers().forEach((status, number) -> {
            if (status.length() == 3 && status.chars().allMatch(c -> c >= '0' && c <= '9')) {
                byStatus.put(Integer.parseInt(status), number);
            }
        });
        long answers = byStatus.values().stream().mapToLong(Long::longValue).sum();
        JsonValue rates = json.at("rates");
        return new Counts(
                json.number("discovered"),
                json.number("queued"),
                json.number("inFlight"),
                json.number("fetched"),
                // What was answered and is no page.
                Math.max(0, answers - json.number("fetched")),
                json.number("failed"),
                json.number("excluded"),
                json.number("duplicates"),
                json.number("bytes"),
                byStatus,
                named(FailureKind.class, FailureKind::label, json.at("failures")),
                named(Exclusion.class, Exclusion::label, json.at("excludedBy")),
                rates.decimal("pagesPerSecond"),
                rates.decimal("bytesPerSecond"),
                json.number("activeHosts"));
    }

    private static <E extends Enum<E>> Map<E, Long> named(Class<E> kind, Function<E, String> label, JsonValue json) {
        Map<E, Long> counts = new EnumMap<>(kind);
        for (E value : kind.getEnumConstants()) {
            if (json.has(label.apply(value))) {
                counts.put(value, json.number(label.apply(value)));
            }
        }
        return counts;
    }
}
