package io.orbweaver.explain;

import io.orbweaver.admission.DepthRule;
import io.orbweaver.admission.ScopeFilter;
import io.orbweaver.admission.TrapRules;
import io.orbweaver.commit.StoredUrl;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.Explanation;
import io.orbweaver.crawl.Explanation.State;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.politeness.Effective;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Explains URLs of one crawl. What decided about a URL that ended is what was stored then; what awaits one that did not,
 * the rules in force say now. robots.txt is not among them: it is asked for when a URL's turn comes. Immutable.
 *
 * @param ended why the crawl ended, null where it has not
 */
public record Explainer(CrawlPlan plan, CrawlStatus.@Nullable Reason ended, PolitenessRules rules) {

    /** What a URL's state comes of. */
    private record Cause(
            State state,
            @Nullable String reason,
            @Nullable String rule,
            @Nullable String detail) {}

    /** Explains a URL from what the store holds of it at that time, wall clock. */
    public Explanation explain(Url url, StoredUrl known, Instant now) {
        UrlState state = known.state();
        QueuedUrl entry = known.entry();
        PageRecord page = known.page();
        Effective manners = rules.effectiveFor(url.host(), plan.spec().politeness());
        ScopeFilter.Verdict scope = plan.scope().explain(url);
        Cause cause = state == null ? unknown(url, known, manners, scope) : known(state, known, manners, scope, now);
        return new Explanation(
                url.toString(),
                cause.state(),
                cause.reason(),
                cause.rule(),
                cause.detail() == null || cause.detail().isEmpty() ? null : cause.detail(),
                known.shard(),
                null,
                depth(state, page),
                attempts(state, entry),
                cause.state() == State.QUEUED ? NextAttempt.of(known, manners, now) : null,
                referrer(state, entry, page),
                entry != null ? entry.chain() : page != null ? page.redirectedFrom() : List.of(),
                known.lastModified(),
                new Explanation.Scope(scope.included(), scope.rule()),
                new Explanation.Host(
                        url.host(),
                        known.counts().queued(),
                        known.counts().waiting(),
                        known.counts().fetched(),
                        known.host().backoff().failures()),
                politeness(rules, url.host(), plan.spec().politeness()),
                page);
    }

    /** Returns the politeness in force for a host in a crawl that asks for those manners. */
    public static Explanation.Politeness politeness(PolitenessRules rules, String host, CrawlSpec.Manners wishes) {
        Effective manners = rules.effectiveFor(host, wishes);
        return new Explanation.Politeness(
                manners.delay(),
                manners.connections(),
                manners.robots(),
                manners.pagesPerDay(),
                manners.window() == null ? null : manners.window().toString(),
                manners.blocked(),
                rules.sourcesFor(host, wishes));
    }

    private static @Nullable Integer depth(@Nullable UrlState state, @Nullable PageRecord page) {
        return page != null ? (Integer) page.depth() : state == null ? null : (Integer) state.depth();
    }

    /** Requests that ended: a page has a note where it took more than one. */
    private static int attempts(@Nullable UrlState state, @Nullable QueuedUrl entry) {
        if (entry != null) {
            return entry.attempts();
        }
        UrlState.Note note = state == null ? null : state.note();
        return note != null ? note.attempts() : state == null || state.open() ? 0 : 1;
    }

    private static @Nullable String referrer(
            @Nullable UrlState state, @Nullable QueuedUrl entry, @Nullable PageRecord page) {
        UrlState.Note note = state == null ? null : state.note();
        return entry != null
                ? entry.referrer()
                : page != null ? page.referrer() : note == null ? null : note.referrer();
    }

    private Cause known(UrlState state, StoredUrl known, Effective manners, ScopeFilter.Verdict scope, Instant now) {
        String note = state.note() == null ? null : state.note().detail();
        return switch (state.kind()) {
            case FETCHED -> fetched(known.page());
            case REDIRECTED -> redirected(known.page());
            case EXCLUDED -> new Cause(State.EXCLUDED, state.exclusion().label(), note, null);
            case FAILED -> new Cause(State.FAILED, state.failure().label(), null, note);
            case WAITING ->
                new Cause(State.QUEUED, "retry", null, note == null ? null : "the last attempt failed: " + note);
            case QUEUED -> queued(state, known, manners, scope, now);
            case SITEMAP -> throw new IllegalStateException("sitemaps have keys of their own: " + state);
        };
    }

    private static Cause fetched(@Nullable PageRecord page) {
        return page != null && page.duplicateOf() != null
                ? new Cause(State.FETCHED, "duplicate", null, "has the body of " + page.duplicateOf())
                : new Cause(State.FETCHED, null, null, null);
    }

    private Cause redirected(@Nullable PageRecord page) {
        Url target = page == null || page.finalUrl() == null ? null : Url.parse(page.finalUrl());
        if (target == null) {
            return new Cause(State.REDIRECTED, null, null, null);
        }
        ScopeFilter.Verdict scope = plan.scope().explain(target);
        return new Cause(
                State.REDIRECTED,
                null,
                null,
                "leads to " + target + (scope.included() ? "" : ", which is not in scope: " + scope.rule()));
    }

    private Cause queued(UrlState state, StoredUrl known, Effective manners, ScopeFilter.Verdict scope, Instant now) {
        QueuedUrl entry = known.entry();
        CrawlSpec.Limits limits = plan.spec().limits();
        if (manners.blocked()) {
            return toBeLeftOut(Exclusion.BLOCKED, blockedRule(known.host().name()));
        }
        if (!scope.included() && (entry == null || !entry.seed())) {
            return toBeLeftOut(Exclusion.SCOPE, scope.rule());
        }
        if (!DepthRule.allows(state.depth(), limits.maxDepth())) {
            return toBeLeftOut(Exclusion.DEPTH, "maxDepth " + limits.maxDepth());
        }
        if (limits.maxPagesPerHost() > 0 && known.counts().fetched() >= limits.maxPagesPerHost()) {
            return toBeLeftOut(Exclusion.LIMIT, "maxPagesPerHost " + limits.maxPagesPerHost());
        }
        if (ended != null) {
            return new Cause(State.QUEUED, "limit", limit(ended), "the crawl ended before its turn came");
        }
        if (known.host().blockedUntilMillis() > now.toEpochMilli()) {
            return new Cause(
                    State.QUEUED,
                    "backoff",
                    null,
                    "its host failed too often in a row: "
                            + known.host().backoff().failures());
        }
        return new Cause(State.QUEUED, null, null, "its turn has not come yet");
    }

    private String limit(CrawlStatus.Reason reached) {
        CrawlSpec.Limits limits = plan.spec().limits();
        return switch (reached) {
            case MAX_PAGES -> reached.label() + " " + limits.maxPages();
            case MAX_BYTES -> reached.label() + " " + limits.maxBytes();
            case MAX_DURATION -> reached.label() + " " + limits.maxDuration().toSeconds() + "s";
            case EXHAUSTED, STOPPED -> reached.label();
        };
    }

    private static Cause toBeLeftOut(Exclusion reason, String rule) {
        return new Cause(State.QUEUED, reason.label(), rule, "it will be left out when its turn comes");
    }

    private String blockedRule(String host) {
        return "politeness "
                + Objects.requireNonNull(
                        rules.sourcesFor(host, plan.spec().politeness()).get("blocked"));
    }

    private Cause unknown(Url url, StoredUrl known, Effective manners, ScopeFilter.Verdict scope) {
        boolean seed = plan.spec().seeds().stream().anyMatch(text -> url.equals(Url.parse(text)));
        if (seed) {
            return new Cause(State.QUEUED, null, null, "a seed that was not taken in yet");
        }
        String trap = TrapRules.match(url);
        Cause left = !scope.included()
                ? wouldBeLeftOut(Exclusion.SCOPE, scope.rule())
                : trap != null
                        ? wouldBeLeftOut(Exclusion.TRAP, trap)
                        : manners.blocked() ? wouldBeLeftOut(Exclusion.BLOCKED, blockedRule(url.host())) : null;
        return left != null ? left : new Cause(State.UNKNOWN, null, null, notFound(known));
    }

    private static Cause wouldBeLeftOut(Exclusion reason, String rule) {
        return new Cause(
                State.UNKNOWN, reason.label(), rule, "links to it are left out, which are counted and not stored");
    }

    /** Links that are left out for what the page says, and not for the URL, cannot be told apart by their URL. */
    private String notFound(StoredUrl known) {
        long deep = known.tally().exclusions.getOrDefault(Exclusion.DEPTH, 0L);
        long nofollow = known.tally().exclusions.getOrDefault(Exclusion.NOFOLLOW, 0L);
        String text = "no page fetched so far has a link to it that was followed";
        if (deep > 0) {
            text += "; " + links(deep) + "too deep (maxDepth "
                    + plan.spec().limits().maxDepth() + ")";
        }
        return nofollow == 0 ? text : text + "; " + links(nofollow) + "marked nofollow";
    }

    private static String links(long count) {
        return count == 1 ? "1 link was " : count + " links were ";
    }
}
