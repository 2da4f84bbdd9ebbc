package io.orbweaver.fetch;

import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One limit of the {@link ConnectionPool}: what counts against it and who waits for it. Guarded by the pool. */
final class Gate {
    int limit;

    /** Connections that are open or being opened. */
    int held;

    /** Of those: about to close so that a waiter can go on. */
    int leaving;

    final Deque<Waiter> waiters = new ArrayDeque<>();

    /** Of those held: idle, longest idle first. */
    final Set<Connection> idle = new LinkedHashSet<>();

    Gate(int limit) {
        this.limit = limit;
    }

    /**
     * A request that waits for its turn.
     *
     * @param origin of the connections it could use, or null where it wants a new one
     * @param turn completes with such a connection, or null for the right to open one
     */
    record Waiter(@Nullable String origin, Promise<@Nullable Connection> turn) {}

    /** Whether something idle should rather make room. */
    boolean crowded() {
        return waiters.size() > leaving || held > limit;
    }

    /** Returns an idle connection to an origin that is open and not expired, or null. */
    @Nullable
    Connection idleOf(String origin, long nowNanos) {
        for (Connection connection : idle) {
            if (connection.origin().equals(origin) && connection.idleUntilNanos - nowNanos > 0 && connection.open()) {
                return connection;
            }
        }
        return null;
    }
}
