package io.orbweaver.url;

import java.nio.charset.StandardCharsets;

/**
 * Which shard of the frontier a URL belongs to: that of its registrable domain, so that a site has one owner. The
 * assignment is on disk and never changes for a given number of shards. Stateless, safe in any thread.
 */
public final class Shards {
    private Shards() {}

    /**
     * Returns the shard, from 0 to {@code shards} - 1, of a registrable domain as {@link Url#domain()} gives it: the
     * first 8 bytes, big-endian, of the domain's SHA-256, modulo {@code shards}.
     */
    public static int of(String domain, int shards) {
        return of(hash(domain), shards);
    }

    /** Returns the shard of a URL's domain. It is cheap, as URLs of one host share the hash. */
    public static int of(Url url, int shards) {
        return of(url.hostEntry().domainHash(), shards);
    }

    static long hash(String domain) {
        return Sha256.first8Bytes(domain.getBytes(StandardCharsets.UTF_8));
    }

    private static int of(long hash, int shards) {
        return Math.floorMod(hash, shards);
    }
}
