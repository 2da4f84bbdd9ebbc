package io.orbweaver.terminal;

import io.orbweaver.config.Durations;
import io.orbweaver.config.Sizes;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One crawl of a cluster, and lists of them, for people. Pure. */
public final class CrawlText {
    private static final int LABEL = 11;
    private static final int SHOWN = 3;

    private final CrawlStatus crawl;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    private CrawlText(CrawlStatus crawl, Style style) {
        this.crawl = crawl;
        this.style = style;
    }

    /** Returns an empty table of crawls, for {@link #row}. */
    public static TextTable table(Style style) {
        return new TextTable(
                style,
                TextTable.Column.number("ID"),
                TextTable.Column.state("STATE"),
                TextTable.Column.number("PAGES"),
                TextTable.Column.number("PAGES/S"),
                TextTable.Column.number("QUEUED"),
                TextTable.Column.number("FAILED"),
                TextTable.Column.number("BYTES"),
                TextTable.Column.text("CREATED"),
                TextTable.Column.text("NAME"));
    }

    public static void row(TextTable table, CrawlStatus crawl) {
        CrawlStatus.Counts counts = crawl.counts();
        table.row(
                Long.toString(crawl.id()),
                States.of(crawl),
                Quantities.count(counts.fetched()),
                crawl.state() == CrawlStatus.State.RUNNING ? Quantities.rate(counts.pagesPerSecond()) : "",
                Quantities.count(counts.queued()),
                Quantities.count(counts.failed()),
                Quantities.bytes(counts.bytes()),
                time(crawl.created()),
                title(crawl.spec()));
    }

    /**
     * Returns all there is to say of a crawl, line by line without line ends.
     *
     * @param lostShards how many shards there are whose pages and queue were given up
     */
    public static List<String> lines(CrawlStatus crawl, int lostShards, Style style) {
        CrawlText text = new CrawlText(crawl, style);
        text.write(lostShards);
        return text.lines;
    }

    private void write(int lostShards) {
        CrawlSpec spec = crawl.spec();
        CrawlStatus.Counts counts = crawl.counts();
        lines.add(style.bold(Printable.text(title(spec))));
        row("id", Long.toString(crawl.id()));
        lines.add(label("state") + States.paint(style, States.of(crawl)));
        row("lost", lostShards == 0 ? "" : style.red(lost(lostShards)));
        row("pages", pages(counts, spec.limits().maxPages()));
        row("answers", joined(Breakdown.statuses(counts)));
        row("failed", counted(counts.failed(), Breakdown.failures(counts)));
        row("left out", counted(counts.excluded(), Breakdown.exclusions(counts)));
        row("copies", counts.duplicates() == 0 ? "" : Quantities.count(counts.duplicates(), "page"));
        row("queued", queued(counts));
        row("seeds", some(spec.seeds()));
        row("scope", scope(spec.scope()));
        row("limits", limits(spec.limits()));
        row("politeness", manners(spec.politeness()));
        row("sitemaps", spec.follow().sitemaps() ? "" : "not read");
        row("headers", some(spec.headers().keySet().stream().sorted().toList()));
        row("created", time(crawl.created()));
        row("started", time(crawl.started()));
        row("finished", time(crawl.finished()));
    }

    private static String title(CrawlSpec spec) {
        return spec.name().isEmpty() && !spec.seeds().isEmpty() ? spec.seeds().getFirst() : spec.name();
    }

    private static String lost(int shards) {
        return Quantities.count(shards, "shard") + " given up: what they had fetched and queued is gone";
    }

    private String pages(CrawlStatus.Counts counts, long limit) {
        List<String> parts = new ArrayList<>();
        parts.add(Quantities.count(counts.fetched()) + (limit > 0 ? " of " + Quantities.count(limit) : ""));
        parts.add(Quantities.bytes(counts.bytes()));
        if (crawl.state() == CrawlStatus.State.RUNNING) {
            parts.add(Quantities.rate(counts.pagesPerSecond()) + " pages/s");
            parts.add(Quantities.bytes(counts.bytesPerSecond()) + "/s");
        }
        return joined(parts);
    }

    private String queued(CrawlStatus.Counts counts) {
        if (counts.queued() + counts.inFlight() + counts.activeHosts() == 0) {
            return "";
        }
        return joined(List.of(
                Quantities.count(counts.queued(), "URL"),
                Quantities.count(counts.inFlight()) + " in flight",
                Quantities.count(counts.activeHosts(), "host") + " active"));
    }

    private String scope(CrawlSpec.Scope scope) {
        List<String> parts = new ArrayList<>();
        parts.add(scope.mode().name().toLowerCase(Locale.ROOT));
        scope.include().forEach(pattern -> parts.add("include " + pattern));
        scope.exclude().forEach(pattern -> parts.add("exclude " + pattern));
        return joined(parts);
    }

    private String limits(CrawlSpec.Limits limits) {
        List<String> parts = new ArrayList<>();
        add(parts, limits.maxPages(), Quantities.count(limits.maxPages(), "page"));
        add(parts, limits.maxDepth(), "depth " + limits.maxDepth());
        add(parts, limits.maxPagesPerHost(), Quantities.count(limits.maxPagesPerHost(), "page") + " of a host");
        add(parts, limits.maxBytes(), Sizes.format(limits.maxBytes()));
        add(parts, limits.maxDuration().toMillis(), Durations.format(limits.maxDuration()));
        return parts.isEmpty() ? "none" : joined(parts);
    }

    private static void add(List<String> parts, long limit, String text) {
        if (limit > 0) {
            parts.add(text);
        }
    }

    private String manners(CrawlSpec.Manners manners) {
        List<String> parts = new ArrayList<>();
        if (manners.delay() != null) {
            parts.add("delay " + Durations.format(manners.delay()));
        }
        if (manners.connections() != null) {
            parts.add(Quantities.count(manners.connections(), "connection"));
        }
        if (manners.robots() != null) {
            parts.add("robots.txt " + (manners.robots() ? "obeyed" : "ignored"));
        }
        return parts.isEmpty() ? "as the nodes are configured" : joined(parts);
    }

    private String some(List<String> texts) {
        List<String> shown = new ArrayList<>(texts.subList(0, Math.min(SHOWN, texts.size())));
        if (texts.size() > SHOWN) {
            shown.add("and " + Quantities.count(texts.size() - SHOWN) + " more");
        }
        return joined(shown);
    }

    private String counted(long number, List<String> kinds) {
        if (number == 0) {
            return "";
        }
        return Quantities.count(number) + (kinds.isEmpty() ? "" : ": " + joined(kinds));
    }

    private String joined(List<String> parts) {
        return String.join(
                style.separator(), parts.stream().map(Printable::text).toList());
    }

    /** Returns a time to the second, as the API writes times; empty for none. */
    public static String time(@Nullable Instant time) {
        return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void row(String name, String value) {
        if (!value.isEmpty()) {
            lines.add(label(name) + value);
        }
    }

    private String label(String name) {
        return "  " + style.dim(String.format(Locale.ROOT, "%-" + LABEL + "s", name));
    }
}
