package io.orbweaver.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which shard. Decided by the scheduler alone, and on its disk before anybody hears of it. Immutable.
 *
 * @param version grows with every change; zero: of no table yet
 * @param rows by number of the shard
 */
public record ShardTable(long version, List<Row> rows) {
    /** What is known before the scheduler has answered. */
    public static final ShardTable NONE = new ShardTable(0, List.of());

    public ShardTable {
        rows = List.copyOf(rows);
    }

    /**
     * One shard.
     *
     * @param owner who alone may fetch from it, null while nobody may
     * @param epoch of the ownership; grows with each, over the whole cluster
     * @param since epoch at which the shard began empty: what a disk holds of it from before is stale
     * @param target who gets it, null where it stays
     * @param closed whether the owner does nothing with it any more, so that the target may read it
     */
    public record Row(
            @Nullable String owner,
            long epoch,
            long since,
            @Nullable String target,
            boolean closed) {
        /** Of a shard that nobody has had yet. */
        public static final Row UNOWNED = new Row(null, 0, 0, null, false);

        /** Whether it stays where it is. */
        public boolean settled() {
            return owner != null && target == null;
        }
    }

    /** Returns who owns the shard, null where nobody does or it is not known. */
    public @Nullable String owner(int shard) {
        return shard < rows.size() ? rows.get(shard).owner() : null;
    }
}
