package io.orbweaver.export;

import io.orbweaver.crawl.PageRecord;
import io.orbweaver.crawl.Provenance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records to write. */
final class SamplePages {
    static final Provenance PROVENANCE = new Provenance(
            "0123456789abcdef0123456789abcdef", 1, "sample", Instant.EPOCH, "FooBot/1.0", "https://bot.example/", true);

    private SamplePages() {}

    static PageRecord page(String url, @Nullable String title) {
        return new PageRecord(
                url,
                null,
                "example.com",
                200,
                "text/html",
                "UTF-8",
                title,
                12,
                10,
                null,
                1,
                "https://example.com/",
                Instant.parse("2026-01-02T03:04:05.678Z"),
                42,
                "192.0.2.1",
                "HTTP/1.1",
                "sha256:ab",
                null,
                List.of("https://a.example/", "https://b.example/"),
                3,
                null,
                "",
                null,
                null,
                List.of("noindex"),
                7);
    }

    static PageRecord redirect(String url, String next) {
        return new PageRecord(
                url,
                next,
                "example.com",
                301,
                null,
                null,
                null,
                0,
                0,
                null,
                0,
                null,
                Instant.EPOCH,
                1,
                null,
                null,
                null,
                null,
                List.of(),
                0,
                null,
                null,
                null,
                null,
                List.of(),
                7);
    }
}
