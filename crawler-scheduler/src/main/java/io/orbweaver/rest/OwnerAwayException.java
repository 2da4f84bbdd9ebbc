package io.orbweaver.rest;

import org.jspecify.annotations.Nullable;

/** What lies on a shard cannot be had at the moment. */
public final class OwnerAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int shard;

    /** {@code owner}: the worker that does not answer, null where the shard has none. */
    public OwnerAwayException(int shard, @Nullable String owner) {
        super("Shard " + shard + " is away: "
                + (owner == null ? "no worker owns it at the moment." : "its worker " + owner + " does not answer."));
        this.shard = shard;
    }

    public int shard() {
        return shard;
    }
}
