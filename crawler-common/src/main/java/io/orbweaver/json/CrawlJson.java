package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orbweaver.config.Durations;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.FailureKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of one crawl: the fields it was created with, then id, state and counts. Any thread. Every failure kind and
 * exclusion is listed, with 0 where there was none; a status only where there was one.
 */
public final class CrawlJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private CrawlJson() {}

    /** Returns the crawl as one JSON object on one line, without a line end. */
    public static String text(CrawlStatus crawl) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            spec(json, crawl.spec());
            state(json, crawl);
            time(json, "created", crawl.created());
            time(json, "started", crawl.started());
            time(json, "finished", crawl.finished());
            json.writeArrayFieldStart("lostShards");
            for (int shard : crawl.lostShards()) {
                json.writeNumber(shard);
            }
            json.writeEndArray();
            counts(json, crawl.counts());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    /** Returns what {@link CrawlInput#read} makes the same crawl of. */
    public static String request(CrawlSpec spec) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            spec(json, spec);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    /** Returns id, state and reason alone. */
    public static String state(CrawlStatus crawl) {
        return brief(crawl, false);
    }

    /** Returns what {@link #state} returns, and the counts. */
    public static String stats(CrawlStatus crawl) {
        return brief(crawl, true);
    }

    private static String brief(CrawlStatus crawl, boolean withCounts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            state(json, crawl);
            if (withCounts) {
                counts(json, crawl.counts());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void state(JsonGenerator json, CrawlStatus crawl) throws IOException {
        // As text: ids use all 64 bits, more than a JavaScript number holds.
        json.writeStringField("id", Long.toString(crawl.id()));
        json.writeStringField("state", crawl.state().name().toLowerCase(Locale.ROOT));
        json.writeStringField(
                "reason", crawl.reason() == null ? null : crawl.reason().label());
    }

    private static void spec(JsonGenerator json, CrawlSpec spec) throws IOException {
        json.writeStringField("name", spec.name());
        texts(json, "seeds", spec.seeds());
        json.writeObjectFieldStart("scope");
        json.writeStringField("mode", spec.scope().mode().name().toLowerCase(Locale.ROOT));
        texts(json, "include", spec.scope().include());
        texts(json, "exclude", spec.scope().exclude());
        json.writeEndObject();
        json.writeObjectFieldStart("limits");
        json.writeNumberField("maxPages", spec.limits().maxPages());
        json.writeNumberField("maxDepth", spec.limits().maxDepth());
        json.writeNumberField("maxPagesPerHost", spec.limits().maxPagesPerHost());
        json.writeNumberField("maxBytes", spec.limits().maxBytes());
        duration(json, "maxDuration", spec.limits().maxDuration());
        json.writeEndObject();
        politeness(json, spec.politeness());
        json.writeObjectFieldStart("follow");
        json.writeBooleanField("sitemaps", spec.follow().sitemaps());
        json.writeBooleanField("nofollow", spec.follow().nofollow());
        json.writeBooleanField("canonical", spec.follow().canonical());
        json.writeEndObject();
        json.writeObjectFieldStart("recrawl");
        json.writeStringField("mode", "none");
        json.writeEndObject();
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : new TreeMap<>(spec.headers()).entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
        json.writeNullField("webhook");
    }

    private static void politeness(JsonGenerator json, CrawlSpec.Manners manners) throws IOException {
        json.writeObjectFieldStart("politeness");
        duration(json, "delay", manners.delay());
        if (manners.connections() == null) {
            json.writeNullField("connections");
        } else {
            json.writeNumberField("connections", manners.connections());
        }
        if (manners.robots() == null) {
            json.writeNullField("robots");
        } else {
            json.writeBooleanField("robots", manners.robots());
        }
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, CrawlStatus.Counts counts) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("discovered", counts.discovered());
        json.writeNumberField("queued", counts.queued());
        json.writeNumberField("inFlight", counts.inFlight());
        json.writeNumberField("fetched", counts.fetched());
        json.writeNumberField("failed", counts.failed());
        json.writeNumberField("excluded", counts.excluded());
        json.writeNumberField("duplicates", counts.duplicates());
        json.writeNumberField("bytes", counts.bytes());
        json.writeObjectFieldStart("byStatus");
        for (Map.Entry<Integer, Long> status : new TreeMap<>(counts.byStatus()).entrySet()) {
            json.writeNumberField(status.getKey().toString(), status.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("failures");
        for (FailureKind kind : FailureKind.values()) {
            json.writeNumberField(kind.label(), counts.failures().getOrDefault(kind, 0L));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("excludedBy");
        for (Exclusion exclusion : Exclusion.values()) {
            json.writeNumberField(exclusion.label(), counts.excludedBy().getOrDefault(exclusion, 0L));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("rates");
        json.writeNumberField("pagesPerSecond", thousandths(counts.pagesPerSecond()));
        json.writeNumberField("bytesPerSecond", thousandths(counts.bytesPerSecond()));
        json.writeEndObject();
        json.writeNumberField("activeHosts", counts.activeHosts());
        json.writeEndObject();
    }

    private static double thousandths(double value) {
        // JSON knows neither infinity nor NaN, which a rate over no time at all would be.
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : 0;
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        json.writeStringField(name, time == null ? null : time.toString());
    }

    private static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void duration(JsonGenerator json, String name, @Nullable Duration value) throws IOException {
        if (value != null && value.isZero()) {
            json.writeNumberField(name, 0);
        } else {
            json.writeStringField(name, value == null ? null : Durations.format(value));
        }
    }
}
