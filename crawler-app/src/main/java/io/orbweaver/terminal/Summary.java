package io.orbweaver.terminal;

import io.orbweaver.config.Durations;
import io.orbweaver.config.Sizes;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is said when a crawl has ended. Pure.
 *
 * @param elapsed of this run
 * @param pagesBefore how many pages earlier runs had fetched, zero for a crawl that was not resumed
 * @param data where everything is kept, null where it is gone when the command ends, or lies with the workers
 * @param written output files that are complete
 * @param partial output files that hold what there is of a crawl that has not ended
 * @param resume the command that goes on with the crawl, null where nothing can
 */
public record Summary(
        CrawlStatus crawl,
        Duration elapsed,
        long pagesBefore,
        @Nullable Path data,
        List<Path> written,
        List<Path> partial,
        @Nullable String resume) {

    public Summary {
        written = List.copyOf(written);
        partial = List.copyOf(partial);
    }

    /** Returns the summary, line by line without line ends. Lines are as long as they need to be. */
    public List<String> lines(Style style) {
        CrawlStatus.Counts counts = crawl.counts();
        List<String> lines = new ArrayList<>();
        lines.add(title(style));
        row(lines, "pages", pages(), style);
        row(lines, "answers", String.join(style.separator(), Breakdown.statuses(counts)), style);
        row(lines, "failed", counted(counts.failed(), Breakdown.failures(counts), style), style);
        row(lines, "note", note(counts), style);
        row(lines, "left out", counted(counts.excluded(), Breakdown.exclusions(counts), style), style);
        row(lines, "copies", counts.duplicates() == 0 ? "" : Quantities.count(counts.duplicates(), "page"), style);
        row(lines, "queued", counts.queued() == 0 ? "" : Quantities.count(counts.queued(), "URL"), style);
        row(lines, "data", data == null ? "" : data.toString(), style);
        for (Path file : written) {
            row(lines, "written", file.toString(), style);
        }
        for (Path file : partial) {
            row(lines, "so far", file.toString(), style);
        }
        row(lines, "go on", goOn().isEmpty() ? "" : style.bold(goOn()), style);
        return lines;
    }

    private String title(Style style) {
        if (crawl.state() == CrawlStatus.State.FAILED) {
            return style.red("Crawl failed.");
        }
        CrawlStatus.Reason reason = crawl.reason();
        if (reason == null || reason == CrawlStatus.Reason.STOPPED && resume != null) {
            return style.yellow("Crawl interrupted; everything fetched so far is saved.");
        }
        boolean nothing = crawl.counts().fetched() == 0;
        CrawlSpec.Limits limits = crawl.spec().limits();
        String title = switch (reason) {
            case EXHAUSTED -> nothing ? "Crawl finished" : "Crawl finished: nothing is left to fetch";
            case MAX_PAGES -> "Crawl finished: it has its " + Quantities.count(limits.maxPages(), "page");
            case MAX_BYTES -> "Crawl finished: its " + Sizes.format(limits.maxBytes()) + " are fetched";
            case MAX_DURATION -> "Crawl finished: its time of " + Durations.format(limits.maxDuration()) + " is over";
            case STOPPED -> "Crawl stopped";
        };
        return nothing ? style.red(title + ", but nothing could be fetched.") : style.green(title + ".");
    }

    /** Returns the command that goes on, with the limit to be raised where one ended the crawl; empty without use. */
    private String goOn() {
        CrawlStatus.Reason reason = crawl.reason();
        if (resume == null || crawl.state() == CrawlStatus.State.FAILED) {
            return "";
        }
        if (reason == null || reason == CrawlStatus.Reason.STOPPED) {
            return resume;
        }
        if (crawl.counts().queued() == 0) {
            return "";
        }
        return switch (reason) {
            case MAX_PAGES -> resume + " --max-pages N";
            case MAX_BYTES -> resume + " --max-bytes SIZE";
            case MAX_DURATION -> resume + " --max-duration D";
            case EXHAUSTED, STOPPED -> "";
        };
    }

    private String pages() {
        long all = crawl.counts().fetched();
        long here = all - pagesBefore;
        double seconds = elapsed.toMillis() / 1000.0;
        String rate = seconds > 0 ? " (" + Quantities.rate(here / seconds) + "/s)" : "";
        String run = pagesBefore == 0 ? "" : " (" + Quantities.count(here) + " in this run)";
        String size = ", " + Quantities.bytes(crawl.counts().bytes());
        return Quantities.count(all) + run + " in " + Quantities.length(elapsed) + rate + size;
    }

    /** Returns what explains a crawl that got nothing, where the user can change it. */
    private String note(CrawlStatus.Counts counts) {
        boolean refused = counts.failures().getOrDefault(FailureKind.REFUSED_ADDRESS, 0L) > 0;
        String permission = data == null
                ? "where the workers' fetch.allow-private-addresses says so"
                : "with --allow-private-addresses";
        return refused && counts.fetched() == 0
                ? "addresses that are not public are only connected to " + permission
                : "";
    }

    private static String counted(long number, List<String> kinds, Style style) {
        if (number == 0) {
            return "";
        }
        return Quantities.count(number) + (kinds.isEmpty() ? "" : ": " + String.join(style.separator(), kinds));
    }

    private static void row(List<String> lines, String name, String value, Style style) {
        if (!value.isEmpty()) {
            lines.add("  " + style.dim(String.format(Locale.ROOT, "%-9s", name)) + value);
        }
    }
}
