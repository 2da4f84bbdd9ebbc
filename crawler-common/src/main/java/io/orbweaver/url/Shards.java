package io.orbweaver.url;

/** Which shard of the frontier a URL belongs to: that of its registrable domain, so that a site has one owner. */
public final class Shards {
    private Shards() {}

    /** Returns the shard, from 0 to {@code shards} - 1, of a registrable domain as {@link Url#domain()} gives it. */
    public static int of(String domain, int shards) {
        return Math.floorMod(domain.hashCode(), shards);
    }
}
