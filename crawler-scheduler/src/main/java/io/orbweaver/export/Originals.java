package io.orbweaver.export;

import io.orbweaver.crawl.Capture;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcDigest;

/**
 * The pages that duplicates refer to, read again for it. The latest {@value #REMEMBERED} are remembered: a site that
 * answers everything with one page has one original. One thread at a time.
 */
final class Originals {
    private static final int REMEMBERED = 1_000;

    /** What a revisit record says of the capture that it refers to; {@code payload} is that of the body as received. */
    record Original(URI id, String url, Instant date, WarcDigest payload) {}

    private final Map<String, Original> latest = new LinkedHashMap<>(16, 0.75f, true);

    /** Returns the page that has the same body as this one, null where it is no duplicate. */
    @Nullable
    Original of(Capture duplicate, Function<byte[], WarcDigest> digest, RecordIds ids) {
        String url = duplicate.record().duplicateOf();
        Original known = url == null ? null : latest.get(url);
        if (url == null || known != null) {
            return known;
        }
        Capture first = duplicate.original();
        if (first == null) {
            return null;
        }
        Original read = new Original(
                uri(ids.response(first)),
                url,
                first.record().fetchedAt(),
                digest.apply(first.messages().body()));
        latest.put(url, read);
        if (latest.size() > REMEMBERED) {
            latest.remove(latest.keySet().iterator().next());
        }
        return read;
    }

    static URI uri(UUID id) {
        return URI.create("urn:uuid:" + id);
    }
}
