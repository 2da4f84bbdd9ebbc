package io.orbweaver.fetch;

import io.orbweaver.crawl.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which connections may be open: so many to a host, to an address and in total. An idle connection counts as long as it
 * is open and gives way, longest idle first, when one of its limits holds up another request. Who has to wait is served
 * in order of arrival; a limit of zero is none.
 *
 * <p>A request passes the gate of its host, of its address and of all in that order, so no two can wait for each other.
 * Callable from any thread: everything is behind one monitor, and futures complete and connections close outside of it.
 */
final class ConnectionPool {
    private final int perAddress;
    private final int maxWaiting;
    private final LongSupplier clock;
    private final Map<String, Gate> hosts = new HashMap<>();
    private final Map<String, Gate> addresses = new HashMap<>();
    private final Gate total;
    private int waiting;
    private boolean closed;

    /**
     * @param maxWaiting requests that may wait; more fail at once
     * @param clock monotonic nanoseconds
     */
    ConnectionPool(int total, int perAddress, int maxWaiting, LongSupplier clock) {
        this.total = new Gate(limit(total));
        this.perAddress = limit(perAddress);
        this.maxWaiting = maxWaiting;
        this.clock = clock;
    }

    /** The right to have one connection to a host, from before it is opened until it is closed. */
    static final class Slot {
        private final String host;
        private final Gate hostGate;
        private @Nullable String address;
        private @Nullable Gate addressGate;
        private boolean total;

        private Slot(String host, Gate hostGate) {
            this.host = host;
            this.hostGate = hostGate;
        }
    }

    /** Either an idle connection to use or the right to open one. */
    record Admission(@Nullable Connection reused, @Nullable Slot slot) {}

    /**
     * Waits for the turn of a request to a host.
     *
     * @param origin whose idle connections it may use, or null for none
     */
    Future<Admission> admit(String host, @Nullable String origin, int hostLimit) {
        List<Runnable> then = new ArrayList<>();
        Promise<@Nullable Connection> promise = Promise.promise();
        Slot slot;
        synchronized (this) {
            Gate gate = hosts.computeIfAbsent(host, key -> new Gate(0));
            gate.limit = limit(hostLimit);
            slot = new Slot(host, gate);
            Connection idle = origin == null ? null : gate.idleOf(origin, clock.getAsLong());
            if (idle != null) {
                takeFromIdle(idle);
                then.add(() -> promise.complete(idle));
            } else {
                enter(gate, new Gate.Waiter(origin, promise), then);
                dropUnused(hosts, host, gate);
            }
        }
        then.forEach(Runnable::run);
        return promise.future().map(reused -> new Admission(reused, reused == null ? slot : null));
    }

    /** Waits until a connection to that address may be opened. */
    Future<Void> claim(Slot slot, String address) {
        Promise<@Nullable Connection> addressTurn = Promise.promise();
        List<Runnable> then = new ArrayList<>();
        synchronized (this) {
            Gate gate = addresses.computeIfAbsent(address, key -> new Gate(perAddress));
            enter(gate, new Gate.Waiter(null, addressTurn), then);
            dropUnused(addresses, address, gate);
            slot.address = address;
            slot.addressGate = gate;
        }
        then.forEach(Runnable::run);
        return addressTurn
                .future()
                .onFailure(failure -> forgetAddress(slot))
                .compose(ignored -> claimTotal(slot))
                .mapEmpty();
    }

    private Future<@Nullable Connection> claimTotal(Slot slot) {
        Promise<@Nullable Connection> turn = Promise.promise();
        List<Runnable> then = new ArrayList<>();
        synchronized (this) {
            enter(total, new Gate.Waiter(null, turn), then);
        }
        then.forEach(Runnable::run);
        return turn.future().onSuccess(ignored -> slot.total = true);
    }

    private synchronized void forgetAddress(Slot slot) {
        slot.addressGate = null;
        slot.address = null;
    }

    /** Gives back what {@link #claim} gave: the connection could not be opened. */
    void unclaim(Slot slot) {
        List<Runnable> then = new ArrayList<>();
        synchronized (this) {
            giveBackClaim(slot, then);
        }
        then.forEach(Runnable::run);
    }

    /** Gives back all that a slot holds. Its connection is closed or was never opened. */
    void leave(Slot slot) {
        List<Runnable> then = new ArrayList<>();
        synchronized (this) {
            giveBackClaim(slot, then);
            exit(slot.hostGate, then);
            dropUnused(hosts, slot.host, slot.hostGate);
        }
        then.forEach(Runnable::run);
    }

    private void giveBackClaim(Slot slot, List<Runnable> then) {
        if (slot.total) {
            slot.total = false;
            exit(total, then);
        }
        Gate gate = slot.addressGate;
        String address = slot.address;
        if (gate != null && address != null) {
            slot.addressGate = null;
            slot.address = null;
            exit(gate, then);
            dropUnused(addresses, address, gate);
        }
    }

    /**
     * Takes back a connection after a request: it goes to the next request to its origin, is kept idle, or is closed.
     *
     * @param keepNanos how long it may be kept; zero closes it
     */
    void release(Connection connection, long keepNanos) {
        List<Runnable> then = new ArrayList<>();
        synchronized (this) {
            if (connection.gone) {
                return;
            }
            Slot slot = connection.slot();
            boolean keep = keepNanos > 0 && connection.open() && !closed;
            Gate.Waiter next = slot.hostGate.waiters.peek();
            if (keep && next != null && connection.origin().equals(next.origin())) {
                slot.hostGate.waiters.remove();
                waiting--;
                then.add(() -> next.turn().complete(connection));
            } else if (keep && gatesOf(slot).stream().noneMatch(Gate::crowded)) {
                connection.idleUntilNanos = clock.getAsLong() + keepNanos;
                gatesOf(slot).forEach(gate -> gate.idle.add(connection));
            } else {
                sendAway(connection, then);
            }
        }
        then.forEach(Runnable::run);
    }

    /** A connection is closed, by whomever. */
    void closed(Connection connection) {
        synchronized (this) {
            List<Gate> gates = gatesOf(connection.slot());
            connection.gone = true;
            takeFromIdle(connection);
            if (connection.leaving) {
                gates.forEach(gate -> gate.leaving--);
            }
        }
        leave(connection.slot());
    }

    /** Closes what was idle for its whole time. To be called now and then. */
    void closeExpired() {
        List<Runnable> then = new ArrayList<>();
        synchronized (this) {
            long now = clock.getAsLong();
            List<Connection> expired = total.idle.stream()
                    .filter(connection -> connection.idleUntilNanos - now <= 0)
                    .toList();
            expired.forEach(connection -> sendAway(connection, then));
        }
        then.forEach(Runnable::run);
    }

    /** Who waits fails, and nothing is kept idle any longer. */
    void close() {
        List<Runnable> then = new ArrayList<>();
        synchronized (this) {
            closed = true;
            hosts.values().forEach(gate -> refuseAll(gate, then));
            addresses.values().forEach(gate -> refuseAll(gate, then));
            refuseAll(total, then);
            List.copyOf(total.idle).forEach(connection -> sendAway(connection, then));
        }
        then.forEach(Runnable::run);
    }

    private void refuseAll(Gate gate, List<Runnable> then) {
        for (Gate.Waiter waiter : gate.waiters) {
            then.add(() -> waiter.turn().fail(new Failures.Refused(FailureKind.CONNECT, "The crawler is stopping.")));
        }
        waiting -= gate.waiters.size();
        gate.waiters.clear();
    }

    /** Connections that are open or being opened. */
    synchronized int open() {
        return total.held;
    }

    synchronized int idle() {
        return total.idle.size();
    }

    synchronized int waiting() {
        return waiting;
    }

    private void enter(Gate gate, Gate.Waiter waiter, List<Runnable> then) {
        if (closed) {
            then.add(() -> waiter.turn().fail(new Failures.Refused(FailureKind.CONNECT, "The crawler is stopping.")));
        } else if (gate.held < gate.limit && gate.waiters.isEmpty()) {
            gate.held++;
            then.add(() -> waiter.turn().complete(null));
        } else if (waiting >= maxWaiting) {
            then.add(() -> waiter.turn()
                    .fail(new Failures.Refused(
                            FailureKind.TIMEOUT, "Too many requests wait for a free connection already.")));
        } else {
            waiting++;
            gate.waiters.add(waiter);
            while (gate.waiters.size() > gate.leaving && !gate.idle.isEmpty()) {
                sendAway(gate.idle.iterator().next(), then);
            }
        }
    }

    private void exit(Gate gate, List<Runnable> then) {
        gate.held--;
        while (gate.held < gate.limit && !gate.waiters.isEmpty()) {
            Gate.Waiter next = gate.waiters.remove();
            waiting--;
            gate.held++;
            then.add(() -> next.turn().complete(null));
        }
    }

    /** Its place is free when it is really closed, not before: a server counts what it sees. */
    private void sendAway(Connection connection, List<Runnable> then) {
        takeFromIdle(connection);
        if (!connection.leaving) {
            connection.leaving = true;
            gatesOf(connection.slot()).forEach(gate -> gate.leaving++);
        }
        then.add(connection::close);
    }

    private void takeFromIdle(Connection connection) {
        gatesOf(connection.slot()).forEach(gate -> gate.idle.remove(connection));
    }

    private List<Gate> gatesOf(Slot slot) {
        Gate address = slot.addressGate;
        return address == null ? List.of(slot.hostGate, total) : List.of(slot.hostGate, address, total);
    }

    private static void dropUnused(Map<String, Gate> gates, String key, Gate gate) {
        if (gate.held == 0 && gate.waiters.isEmpty()) {
            gates.remove(key, gate);
        }
    }

    private static int limit(int configured) {
        return configured == 0 ? Integer.MAX_VALUE : configured;
    }
}
