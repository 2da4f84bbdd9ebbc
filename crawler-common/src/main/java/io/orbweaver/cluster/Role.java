package io.orbweaver.cluster;

import java.util.Locale;

/** What a node is there for. */
public enum Role {
    /** Decides who does what; a cluster has one, and only this one begins a cluster. */
    SCHEDULER,
    /** Owns shards. Joins a cluster that is there. */
    WORKER;

    /** Returns the name as users write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
