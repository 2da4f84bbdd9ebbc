package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import io.orbweaver.crawl.Exclusion;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.fetch.FetchOutcome;
import io.orbweaver.fetch.FetchOutcome.Answered;
import io.orbweaver.fetch.FetchOutcome.Failed;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.frontier.Frontier.Ended;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.message.Discovery;
import io.orbweaver.politeness.Decision;
import io.orbweaver.politeness.RetryAfter;
import io.orbweaver.politeness.RetryPolicy;
import io.orbweaver.url.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of a URL after its request: a page, a hop, another attempt, or a failure. Pure. */
final class Endings {
    private final RetryPolicy retries;
    private final int maxRedirects;

    Endings(RetryPolicy retries, int maxRedirects) {
        this.retries = retries;
        this.maxRedirects = maxRedirects;
    }

    /** Decides, tells the host's politeness through {@code ended}, and returns what to commit. */
    Commit decide(
            QueuedUrl url,
            CrawlPlan plan,
            PageEnd end,
            long wallMillis,
            double random,
            Function<Ended, HostRow> ended) {
        int attempts = url.attempts() + 1;
        Duration asked = retryAfter(end.outcome(), wallMillis);
        Decision decision = switch (end.outcome()) {
            case Answered answer -> retries.afterAnswer(answer.status(), asked, attempts, random);
            case Failed failed -> retries.afterFailure(failed.kind(), attempts, random);
        };
        HostRow host = ended.apply(new Ended(
                strained(end.outcome()),
                asked == null ? Duration.ZERO : asked,
                end.outcome().durationMillis() * 1_000_000));
        return switch (decision) {
            case Decision.Retry retry ->
                new Commit.Retry(
                        url.withAttempts(attempts),
                        host,
                        wallMillis + retry.after().toMillis(),
                        detail(end.outcome()));
            case Decision.GiveUp give -> new Commit.Failed(url, host, give.kind(), detail(end.outcome()));
            case Decision.Accept accept -> accepted(url, plan, end, host);
        };
    }

    private static boolean strained(FetchOutcome outcome) {
        return switch (outcome) {
            case Answered answer -> RetryPolicy.strainsHost(answer.status());
            case Failed failed -> RetryPolicy.strainsHost(failed.kind());
        };
    }

    private static @Nullable Duration retryAfter(FetchOutcome outcome, long wallMillis) {
        String value = outcome instanceof Answered answer ? answer.headers().first("Retry-After") : null;
        return value == null ? null : RetryAfter.parse(value, Instant.ofEpochMilli(wallMillis));
    }

    private static String detail(FetchOutcome outcome) {
        return switch (outcome) {
            case Answered answer -> "status " + answer.status();
            case Failed failed -> failed.detail();
        };
    }

    private Commit accepted(QueuedUrl url, CrawlPlan plan, PageEnd end, HostRow host) {
        if (!(end.outcome() instanceof Answered answer)) {
            throw new IllegalStateException("accepted without an answer: " + url.url());
        }
        if (url.sitemap() != null) {
            return SitemapEndings.answered(url, url.sitemap(), answer, end, host, maxRedirects);
        }
        if (end.location() != null) {
            return redirected(url, plan, answer, end.location(), host);
        }
        if (answer.status() == 304) {
            return new Commit.Redirect(
                    url,
                    host,
                    Records.redirect(url, answer, null),
                    answer.heads(),
                    answer.body(),
                    Discovery.nothing(url.crawl()));
        }
        Map<Exclusion, Integer> leftOut = new EnumMap<>(Exclusion.class);
        leftOut.putAll(end.leftOut());
        List<Discovery> found = new ArrayList<>(2);
        if (end.refresh() != null) {
            refreshed(url, end.refresh(), found, leftOut);
        }
        found.add(new Discovery(url.crawl(), url.depth() + 1, false, url.url().toString(), List.of(), end.links()));
        int links = end.page().links().size();
        return new Commit.Page(
                url,
                host,
                Records.page(url, answer, end.page(), links),
                answer.heads(),
                answer.body(),
                answer.sha256(),
                found,
                leftOut);
    }

    /**
     * A page that goes on by itself is a page all the same. Its target is admitted as that of a redirect, and before the
     * links of the page, among which it often is, or it would be a level deeper. Where a chain must end, it ends here.
     */
    private void refreshed(QueuedUrl url, Url target, List<Discovery> found, Map<Exclusion, Integer> leftOut) {
        List<String> chain = chain(url);
        if (chain.contains(target.toString())) {
            return;
        }
        if (tooLong(chain)) {
            leftOut.merge(Exclusion.LIMIT, 1, Integer::sum);
            return;
        }
        found.add(new Discovery(url.crawl(), url.depth(), url.seed(), url.url().toString(), chain, List.of(target)));
    }

    private static List<String> chain(QueuedUrl url) {
        List<String> chain = new ArrayList<>(url.chain());
        chain.add(url.url().toString());
        return chain;
    }

    private boolean tooLong(List<String> chain) {
        return maxRedirects > 0 && chain.size() > maxRedirects;
    }

    /** Each hop is a record of its own; its target is admitted at the same depth with the chain that led to it. */
    private Commit redirected(QueuedUrl url, CrawlPlan plan, Answered answer, Url target, HostRow host) {
        List<String> chain = chain(url);
        boolean loop = chain.contains(target.toString());
        if (loop || tooLong(chain)) {
            String detail = loop ? "a redirect loop back to " + target : "more than " + maxRedirects + " redirects";
            return new Commit.Failed(url, host, FailureKind.TOO_MANY_REDIRECTS, detail);
        }
        boolean inScope = url.seed() || plan.scope().includes(target);
        Discovery next = inScope
                ? new Discovery(url.crawl(), url.depth(), url.seed(), url.referrer(), chain, List.of(target))
                : Discovery.nothing(url.crawl());
        return new Commit.Redirect(
                url, host, Records.redirect(url, answer, target.toString()), answer.heads(), answer.body(), next);
    }
}
