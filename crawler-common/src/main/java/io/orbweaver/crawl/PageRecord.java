package io.orbweaver.crawl;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One committed answer: a page, or one hop of a redirect. Field names are those of the REST API and of JSONL.
 *
 * @param finalUrl of a redirect the next hop, else null
 * @param charset WHATWG name, null where there is none (not text)
 * @param bytes decoded size; {@code receivedBytes}: as received, before decoding
 * @param truncated null, {@code length}, {@code time}, {@code disconnect} or {@code decode}
 * @param digest {@code sha256:} and the hex digest of the decoded body, null for a redirect
 * @param redirectedFrom the chain of URLs that led here by redirects and refreshes, oldest first
 * @param robots directives for us as declared in header and page: noindex, nofollow …
 */
public record PageRecord(
        String url,
        @Nullable String finalUrl,
        String host,
        int status,
        @Nullable String contentType,
        @Nullable String charset,
        @Nullable String title,
        long bytes,
        long receivedBytes,
        @Nullable String truncated,
        int depth,
        @Nullable String referrer,
        Instant fetchedAt,
        long durationMs,
        @Nullable String ip,
        @Nullable String protocol,
        @Nullable String digest,
        @Nullable String duplicateOf,
        List<String> redirectedFrom,
        int links,
        @Nullable String canonical,
        @Nullable String language,
        @Nullable String etag,
        @Nullable String lastModified,
        List<String> robots,
        int shard) {

    public PageRecord {
        redirectedFrom = List.copyOf(redirectedFrom);
        robots = List.copyOf(robots);
    }

    /** Returns this record marked as having the body of an earlier page. */
    public PageRecord asDuplicateOf(String original) {
        return new PageRecord(
                url,
                finalUrl,
                host,
                status,
                contentType,
                charset,
                title,
                bytes,
                receivedBytes,
                truncated,
                depth,
                referrer,
                fetchedAt,
                durationMs,
                ip,
                protocol,
                digest,
                original,
                redirectedFrom,
                links,
                canonical,
                language,
                etag,
                lastModified,
                robots,
                shard);
    }

    /** Whether this answer is a hop that was followed, not a page. */
    public boolean redirect() {
        return finalUrl != null;
    }
}
