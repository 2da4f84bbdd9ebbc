package io.orbweaver.query;

import io.orbweaver.commit.StoredUrl;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.Explanation;
import io.orbweaver.crawl.HostReport;
import io.orbweaver.explain.Explainer;
import io.orbweaver.explain.NextAttempt;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.frontier.HostQueueRow;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.HostSight;
import io.orbweaver.frontier.Sight;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.json.ExplanationJson;
import io.orbweaver.json.HostJson;
import io.orbweaver.message.ShardAnswer;
import io.orbweaver.message.ShardQuestion;
import io.orbweaver.politeness.Effective;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Tells of URLs and hosts what the store and the frontier know together. Blocks; one thread at a time. */
final class Explanations {
    /** URLs of a host that are read to count its errors. */
    private static final int MOST_COUNTED = 20_000;

    private static final CrawlSpec.Manners NO_WISHES = new CrawlSpec.Manners(null, null, null);

    private final KeyValueStore store;
    private final int shards;
    private final String worker;

    Explanations(KeyValueStore store, int shards, String worker) {
        this.store = store;
        this.shards = shards;
        this.worker = worker;
    }

    ShardAnswer ofUrl(ShardQuestion.Explain asked, Url url, Sight sight, Instant now) {
        CrawlPlan plan = sight.plans().get(asked.crawl());
        if (plan == null) {
            return new ShardAnswer.Refused(ShardAnswer.Why.UNKNOWN_CRAWL);
        }
        StoredUrl known = StoredUrl.read(store, shards, asked.crawl(), url);
        Explanation stored = new Explainer(plan, asked.ended(), sight.rules()).explain(url, known, now);
        UrlState state = known.state();
        Set<Long> taken = sight.host().taken().getOrDefault(asked.crawl(), Set.of());
        boolean fetching = state != null && state.kind() == UrlState.Kind.QUEUED && taken.contains(state.order());
        Instant turn = instant(sight.host().turnMillis());
        return new ShardAnswer.Json(ExplanationJson.text(stored.seenBy(worker, fetching, turn)));
    }

    /** What a crawl has to do with a host. */
    private record Part(CrawlPlan plan, HostQueueRow counts, Effective manners) {}

    ShardAnswer ofHost(Url url, Sight sight, Instant now) {
        int shard = Shards.of(url, shards);
        byte[] value = store.get(Table.HOSTS, Keys.host(shard, url.hostHash()));
        HostRow row = value == null ? HostRow.fresh(shard, url.host()) : HostRow.decode(shard, value);
        List<Part> parts = parts(shard, url, sight);
        Map<String, Long> errors = new TreeMap<>();
        CrawlSpec.Manners wishes = strictest(parts);
        boolean complete = countErrors(shard, url, parts, errors);
        HostReport report = new HostReport(
                url.host(),
                shard,
                worker,
                value != null || !parts.isEmpty(),
                sum(parts, HostQueueRow::queued),
                sum(parts, HostQueueRow::waiting),
                sum(parts, HostQueueRow::fetched),
                sight.host().inFlight(),
                instant(row.lastEndMillis()),
                nextFetch(row, parts, sight.host(), now),
                row.backoff().failures(),
                row.blockedUntilMillis() > now.toEpochMilli() ? instant(row.blockedUntilMillis()) : null,
                sight.rules().effectiveFor(url.host(), wishes).source(),
                Explainer.politeness(sight.rules(), url.host(), wishes),
                sight.host().robots().stream().map(Explanations::robots).toList(),
                errors,
                complete,
                parts.stream().map(Explanations::crawl).toList());
        return new ShardAnswer.Json(HostJson.text(report));
    }

    private static long sum(List<Part> parts, ToLongFunction<HostQueueRow> count) {
        return parts.stream()
                .mapToLong(part -> count.applyAsLong(part.counts()))
                .sum();
    }

    private List<Part> parts(int shard, Url url, Sight sight) {
        List<CrawlPlan> plans = sight.plans().values().stream()
                .sorted(Comparator.comparingInt(CrawlPlan::id))
                .toList();
        List<byte[]> keys = plans.stream()
                .map(plan -> Keys.crawlHost(shard, plan.id(), url.hostHash()))
                .toList();
        List<byte @Nullable []> rows = store.multiGet(Table.HOST_QUEUES, keys);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            byte[] row = rows.get(i);
            CrawlPlan plan = plans.get(i);
            if (row != null) {
                Effective manners =
                        sight.rules().effectiveFor(url.host(), plan.spec().politeness());
                parts.add(new Part(plan, HostQueueRow.decode(row), manners));
            }
        }
        return parts;
    }

    /** Whose delay holds: of crawls that share a host the largest that one with something to do there asks for. */
    private static CrawlSpec.Manners strictest(List<Part> parts) {
        return parts.stream()
                .max(Comparator.comparing((Part part) -> busy(part))
                        .thenComparing(part -> part.manners().delay()))
                .map(part -> part.plan().spec().politeness())
                .orElse(NO_WISHES);
    }

    private static boolean busy(Part part) {
        return part.plan().running() && part.counts().queued() + part.counts().waiting() > 0;
    }

    private static @Nullable Instant nextFetch(HostRow row, List<Part> parts, HostSight sight, Instant now) {
        Instant turn = instant(sight.turnMillis());
        return parts.stream()
                .filter(part -> busy(part) && !part.manners().blocked())
                .map(part -> NextAttempt.of(row, 0, part.manners(), now))
                .map(next -> next == null ? now : next)
                .map(next -> turn != null && turn.isAfter(next) ? turn : next)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static HostReport.Robots robots(HostSight.Robots robots) {
        return new HostReport.Robots(
                robots.origin(),
                robots.state().name().toLowerCase(Locale.ROOT),
                robots.failure() == null ? null : robots.failure().label(),
                robots.detail().isEmpty() ? null : robots.detail(),
                robots.crawlDelay());
    }

    private static HostReport.Crawl crawl(Part part) {
        return new HostReport.Crawl(
                part.plan().id(),
                part.counts().queued(),
                part.counts().waiting(),
                part.counts().fetched());
    }

    /** Returns whether all of the host's URLs were counted. */
    private boolean countErrors(int shard, Url url, List<Part> parts, Map<String, Long> errors) {
        int[] left = {MOST_COUNTED};
        for (Part part : parts) {
            byte[] from = Keys.crawlHost(shard, part.plan().id(), url.hostHash());
            store.scan(Table.URLS, from, Keys.after(from), (key, value) -> {
                UrlState state = UrlState.decode(value);
                if (state.kind() == UrlState.Kind.FAILED) {
                    errors.merge(state.failure().label(), 1L, Long::sum);
                }
                return --left[0] > 0;
            });
        }
        return left[0] > 0;
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
