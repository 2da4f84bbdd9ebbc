package io.orbweaver.terminal;

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
 * @param data where everything is kept, null where it is gone when the command ends
 * @param written output files that are complete
 * @param partial output files that hold what there is of a crawl that has not ended
 * @param resume the command that goes on with the crawl, null where there is nothing to go on with
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
        row(lines, "go on", resume == null ? "" : style.bold(resume), style);
        return lines;
    }

    private String title(Style style) {
        if (crawl.state() == CrawlStatus.State.FAILED) {
            return style.red("Crawl failed.");
        }
        if (resume != null || crawl.reason() == null) {
            return style.yellow("Crawl interrupted; everything fetched so far is saved.");
        }
        CrawlStatus.Counts counts = crawl.counts();
        if (counts.fetched() == 0) {
            return style.red("Crawl finished, but nothing could be fetched.");
        }
        CrawlSpecLimits limits = new CrawlSpecLimits(crawl);
        return style.green(
                switch (crawl.reason()) {
                    case EXHAUSTED -> "Crawl finished: nothing is left to fetch.";
                    case MAX_PAGES -> "Crawl finished: it has its " + limits.pages() + ".";
                    case MAX_BYTES -> "Crawl finished: it has its " + limits.bytes() + ".";
                    case MAX_DURATION -> "Crawl finished: its time is over.";
                    case STOPPED -> "Crawl stopped.";
                });
    }

    private String pages() {
        long here = crawl.counts().fetched() - pagesBefore;
        double seconds = elapsed.toMillis() / 1000.0;
        String rate = seconds > 0 ? " (" + Quantities.rate(here / seconds) + "/s)" : "";
        String time = " in " + Quantities.length(elapsed) + rate;
        String size = ", " + Quantities.bytes(crawl.counts().bytes());
        return pagesBefore == 0
                ? Quantities.count(here) + time + size
                : Quantities.count(crawl.counts().fetched()) + size + "; " + Quantities.count(here) + " of them" + time;
    }

    /** Returns what explains a crawl that got nothing, where the user can change it. */
    private static String note(CrawlStatus.Counts counts) {
        boolean refused = counts.failures().getOrDefault(FailureKind.REFUSED_ADDRESS, 0L) > 0;
        return refused && counts.fetched() == 0
                ? "addresses that are not public are only connected to with --allow-private-addresses"
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

    /** The limits in words. */
    private record CrawlSpecLimits(CrawlStatus crawl) {
        String pages() {
            return Quantities.count(crawl.spec().limits().maxPages(), "page");
        }

        String bytes() {
            return Quantities.bytes(crawl.spec().limits().maxBytes());
        }
    }
}
