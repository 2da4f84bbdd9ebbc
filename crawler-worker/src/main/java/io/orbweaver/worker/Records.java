package io.orbweaver.worker;

import io.orbweaver.crawl.PageRecord;
import io.orbweaver.fetch.FetchOutcome.Answered;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.parse.ParsedPage;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes down what is known of one answer. */
final class Records {
    private static final int MAX_FIELD = 2_000;

    private Records() {}

    static PageRecord page(QueuedUrl url, Answered answer, ParsedPage page, int links) {
        return record(url, answer, null, page, links, "sha256:" + HexFormat.of().formatHex(answer.sha256()));
    }

    static PageRecord redirect(QueuedUrl url, Answered answer, @Nullable String next) {
        return record(url, answer, next, ParsedPage.NOTHING, 0, null);
    }

    private static PageRecord record(
            QueuedUrl url,
            Answered answer,
            @Nullable String next,
            ParsedPage page,
            int links,
            @Nullable String digest) {
        return new PageRecord(
                url.url().toString(),
                next,
                url.url().host(),
                answer.status(),
                field(answer, "Content-Type"),
                page.charset(),
                page.title(),
                answer.decodedBytes(),
                answer.body().length,
                answer.truncated() == null ? null : answer.truncated().label(),
                url.depth(),
                url.referrer(),
                answer.startedAt(),
                answer.durationMillis(),
                answer.ip(),
                answer.protocol(),
                digest,
                null,
                url.chain(),
                links,
                page.canonical() == null ? null : page.canonical().toString(),
                page.language(),
                field(answer, "ETag"),
                field(answer, "Last-Modified"),
                page.robots(),
                url.shard());
    }

    private static @Nullable String field(Answered answer, String name) {
        String value = answer.headers().first(name);
        return value == null || value.length() <= MAX_FIELD ? value : value.substring(0, MAX_FIELD);
    }
}
