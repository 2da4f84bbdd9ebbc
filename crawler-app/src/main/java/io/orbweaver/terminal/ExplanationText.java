package io.orbweaver.terminal;

import io.orbweaver.config.Durations;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.Explanation;
import io.orbweaver.crawl.PageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation for people. Pure. */
public final class ExplanationText {
    private static final int LABEL = 11;

    private final Explanation said;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(Explanation said, Style style) {
        this.said = said;
        this.style = style;
    }

    /** Returns the explanation, line by line without line ends. Lines are as long as they need to be. */
    public static List<String> lines(Explanation explanation, Style style) {
        ExplanationText text = new ExplanationText(explanation, style);
        text.write();
        return text.lines;
    }

    private void write() {
        lines.add(style.bold(Printable.text(said.url())));
        add("state", state());
        row("why", said.detail());
        row("rule", rule());
        answer(said.page());
        row("attempts", attempts());
        row("next", next());
        row("depth", said.depth() == null ? null : Integer.toString(said.depth()));
        row("found on", said.referrer());
        row("came by", said.redirectedFrom().isEmpty() ? null : String.join(" -> ", said.redirectedFrom()));
        row("changed", said.sitemapLastModified() == null ? null : said.sitemapLastModified() + " as the sitemap says");
        row("scope", (said.scope().included() ? "in: " : "out: ") + said.scope().rule());
        row("host", host());
        row("politeness", politeness());
        row("shard", said.shard() + (said.worker() == null ? "" : " on " + said.worker()));
    }

    private String state() {
        String state = said.state().name().toLowerCase(Locale.ROOT);
        String text = said.reason() == null
                ? state
                : switch (said.state()) {
                    case UNKNOWN -> state + "; would be excluded: " + said.reason();
                    case QUEUED, FETCHING, FETCHED, REDIRECTED, EXCLUDED, FAILED -> state + ": " + said.reason();
                };
        return paint(Printable.text(text));
    }

    private String paint(String text) {
        return switch (said.state()) {
            case FETCHED, REDIRECTED -> style.green(text);
            case QUEUED, FETCHING -> style.cyan(text);
            case UNKNOWN, EXCLUDED -> style.yellow(text);
            case FAILED -> style.red(text);
        };
    }

    private @Nullable String rule() {
        boolean robots = said.state() == Explanation.State.EXCLUDED
                && Exclusion.ROBOTS.label().equals(said.reason());
        return robots ? said.rule() + " in robots.txt" : said.rule();
    }

    private void answer(@Nullable PageRecord page) {
        if (page == null) {
            return;
        }
        row("status", Integer.toString(page.status()));
        row(
                "fetched",
                page.fetchedAt() + " in " + page.durationMs() + " ms"
                        + (page.ip() == null ? "" : " from " + page.ip()));
        if (!page.redirect()) {
            row(
                    "body",
                    Quantities.bytes(page.bytes())
                            + (page.contentType() == null ? "" : style.separator() + page.contentType())
                            + (page.truncated() == null ? "" : style.separator() + "truncated: " + page.truncated()));
            row("title", page.title());
            row("links", Integer.toString(page.links()));
        }
    }

    /** One request and its answer need no words. */
    private @Nullable String attempts() {
        boolean usual = said.attempts() == 0 || said.attempts() == 1 && said.page() != null;
        return usual ? null : Integer.toString(said.attempts());
    }

    private @Nullable String next() {
        if (said.state() != Explanation.State.QUEUED) {
            return null;
        }
        return said.nextAttempt() == null ? "when the crawl goes on" : "not before " + said.nextAttempt();
    }

    private String host() {
        Explanation.Host host = said.host();
        List<String> parts = new ArrayList<>();
        parts.add(host.name());
        parts.add(Quantities.count(host.fetched(), "page"));
        if (host.queued() > 0) {
            parts.add(Quantities.count(host.queued()) + " queued");
        }
        if (host.waiting() > 0) {
            parts.add(Quantities.count(host.waiting()) + " to be tried again");
        }
        if (host.failures() > 0) {
            parts.add(Quantities.count(host.failures(), "failure") + " in a row");
        }
        return String.join(style.separator(), parts);
    }

    private String politeness() {
        Explanation.Politeness rules = said.politeness();
        List<String> parts = new ArrayList<>();
        parts.add("delay " + Durations.format(rules.delay()) + source("delay"));
        parts.add(Quantities.count(rules.connections(), "connection") + source("connections"));
        parts.add("robots.txt " + (rules.robots() ? "obeyed" : "ignored") + source("robots"));
        if (rules.pagesPerDay() > 0) {
            parts.add(Quantities.count(rules.pagesPerDay(), "page") + " a day" + source("pagesPerDay"));
        }
        if (rules.window() != null) {
            parts.add("only " + rules.window() + source("window"));
        }
        if (rules.blocked()) {
            parts.add("blocked" + source("blocked"));
        }
        return String.join(style.separator(), parts);
    }

    private String source(String setting) {
        String source = said.politeness().sources().get(setting);
        return source == null ? "" : " (" + source + ")";
    }

    private void row(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            // Much of what is said comes from the web.
            add(name, Printable.text(value));
        }
    }

    private void add(String name, String value) {
        lines.add("  " + style.dim(String.format(Locale.ROOT, "%-" + LABEL + "s", name)) + value);
    }
}
