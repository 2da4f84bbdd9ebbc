package io.orbweaver.terminal;

import io.orbweaver.crawl.CrawlStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A running crawl as lines of text: a block for a terminal, one line for a log. Pure: the same status gives the same
 * text. No line of a block is wider than the style allows.
 */
public final class ProgressBlock {
    private static final int LABEL_COLUMNS = 9;
    private static final int NARROW = 50;
    private static final int TINY = 24;
    private static final int BAR_MOST = 40;

    private ProgressBlock() {}

    /** Returns the block, line by line without line ends, at most {@code style.width() - 1} columns wide. */
    public static List<String> block(CrawlStatus crawl, Duration elapsed, boolean stopping, Style style) {
        // The last column is left free: some terminals wrap as soon as it is used.
        int width = Math.max(1, style.width() - 1);
        if (width < TINY) {
            // Colours cannot be cut; where labels do not fit, what is left of the lines needs none.
            Style plain = new Style(style.updating(), false, style.unicode(), TINY + 1);
            return block(crawl, elapsed, stopping, plain).stream()
                    .map(line -> cut(line, width, style))
                    .toList();
        }
        List<String> lines = new ArrayList<>();
        lines.add(head(crawl, elapsed, stopping, style, width));
        if (width < NARROW) {
            narrow(lines, crawl.counts(), width, style);
        } else {
            wide(lines, crawl, width, style);
        }
        String errors = cut(errors(crawl.counts(), style), width - LABEL_COLUMNS - 2, style);
        lines.add(label("errors", style) + (crawl.counts().failed() > 0 ? style.red(errors) : "none"));
        if (stopping) {
            lines.add("  " + cut(stopping(crawl), width - 2, style));
        }
        return lines;
    }

    /** Returns what a crawl that is being stopped waits for, and how not to. */
    public static String stopping(CrawlStatus crawl) {
        return "finishing " + Quantities.count(crawl.counts().inFlight(), "request")
                + " in flight; interrupt again to leave at once";
    }

    private static void narrow(List<String> lines, CrawlStatus.Counts counts, int width, Style style) {
        String rate = Quantities.rate(counts.pagesPerSecond()) + "/s";
        row(lines, "pages", Quantities.count(counts.fetched()) + "  " + rate, width, style);
        row(lines, "queued", Quantities.count(counts.queued()), width, style);
        row(lines, "hosts", Quantities.count(counts.activeHosts()) + " active", width, style);
        row(lines, "bytes", Quantities.bytes(counts.bytes()), width, style);
    }

    private static void wide(List<String> lines, CrawlStatus crawl, int width, Style style) {
        CrawlStatus.Counts counts = crawl.counts();
        long limit = crawl.spec().limits().maxPages();
        String pages = Quantities.count(counts.fetched());
        if (limit > 0) {
            lines.add("  " + bar(counts.fetched(), limit, Math.min(BAR_MOST, width - 12), style));
            pages += " of " + Quantities.count(limit);
        }
        String rate = Quantities.rate(counts.pagesPerSecond()) + "/s";
        String speed = Quantities.bytes(counts.bytesPerSecond()) + "/s";
        row(lines, "pages", columns(pages, rate, "queued  " + Quantities.count(counts.queued())), width, style);
        String hosts = "hosts   " + Quantities.count(counts.activeHosts()) + " active";
        row(lines, "bytes", columns(Quantities.bytes(counts.bytes()), speed, hosts), width, style);
    }

    private static String columns(String first, String second, String third) {
        return String.format(Locale.ROOT, "%-21s %-13s %s", first, second, third);
    }

    /** Returns all of it in one line, for a log or a terminal that cannot write over what it shows. */
    public static String line(CrawlStatus crawl, Duration elapsed) {
        CrawlStatus.Counts counts = crawl.counts();
        return Quantities.clock(elapsed)
                + "  "
                + (crawl.state() == CrawlStatus.State.RUNNING ? "" : state(crawl) + ": ")
                + Quantities.count(counts.fetched(), "page")
                + " ("
                + Quantities.rate(counts.pagesPerSecond())
                + "/s), "
                + Quantities.count(counts.queued())
                + " queued, "
                + Quantities.count(counts.activeHosts(), "host")
                + " active, "
                + Quantities.bytes(counts.bytes())
                + ", "
                + errors(counts, Style.plain());
    }

    private static String head(CrawlStatus crawl, Duration elapsed, boolean stopping, Style style, int width) {
        String clock = Quantities.clock(elapsed);
        String state = stopping ? "stopping" : state(crawl);
        String what = crawl.spec().name();
        if (what.isEmpty() && !crawl.spec().seeds().isEmpty()) {
            what = crawl.spec().seeds().getFirst();
        }
        int room = width - clock.length() - state.length() - 6;
        if (room < 8) {
            return style.bold(cut(state, width - clock.length() - 2, style)) + "  " + clock;
        }
        String title = cut(Printable.text(what), room, style);
        boolean running = !stopping && crawl.state() == CrawlStatus.State.RUNNING;
        String colouredState = running ? style.green(state) : style.yellow(state);
        return style.bold(title) + " ".repeat(room - title.length()) + "   " + colouredState + "   " + clock;
    }

    private static String state(CrawlStatus crawl) {
        return crawl.state().name().toLowerCase(Locale.ROOT);
    }

    private static String bar(long done, long limit, int columns, Style style) {
        int full = (int) Math.min(columns, columns * done / limit);
        String filled = (style.unicode() ? "━" : "#").repeat(full);
        String empty = (style.unicode() ? "─" : "-").repeat(columns - full);
        return style.cyan(filled) + style.dim(empty) + String.format(Locale.ROOT, " %3d%%", 100 * done / limit);
    }

    private static void row(List<String> lines, String name, String value, int width, Style style) {
        lines.add(label(name, style) + cut(value, width - LABEL_COLUMNS - 2, style));
    }

    private static String label(String name, Style style) {
        return "  " + style.dim(name) + " ".repeat(LABEL_COLUMNS - name.length());
    }

    private static String errors(CrawlStatus.Counts counts, Style style) {
        String number = Quantities.count(counts.failed(), "error");
        List<String> kinds = Breakdown.failures(counts);
        return kinds.isEmpty() ? number : number + ": " + String.join(style.separator(), kinds);
    }

    /** Cuts text without colours to a number of columns. */
    private static String cut(String text, int columns, Style style) {
        if (text.length() <= columns) {
            return text;
        }
        return columns < 1 ? "" : text.substring(0, columns - 1) + style.ellipsis();
    }
}
