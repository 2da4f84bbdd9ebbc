package io.orbweaver.scheduler;

import io.orbweaver.message.Heartbeat;
import java.util.UUID;

/** What the running scheduler knows of a worker's process. Mutable, owned by one thread; times in nanoseconds. */
final class Presence {
    /** A worker that was not heard of for so long is away. */
    static final long AWAY_NANOS = 3_000_000_000L;

    final UUID process;
    long heard;
    /** Of its last heartbeat. */
    long sequence;

    boolean settled;
    Heartbeat.Health health = Heartbeat.Health.GOOD;

    Presence(UUID process, long heard) {
        this.process = process;
        this.heard = heard;
    }

    boolean alive(long now) {
        return now - heard < AWAY_NANOS && !health.leaving();
    }
}
