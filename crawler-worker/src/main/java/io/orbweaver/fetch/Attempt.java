package io.orbweaver.fetch;

import io.orbweaver.crawl.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call of fetch from its turn at the pool to its outcome. Its steps follow one another, each on the event loop that
 * the one before ended on.
 */
final class Attempt {
    private static final int MOST_ADDRESSES = 3;

    private final Fetcher fetcher;
    private final FetchRequest request;
    private final int withdrawals;
    private Clock clock = Clock.now();

    /** What was thrown by a sink or by ourselves; its type says nothing about the network. */
    private @Nullable Throwable bug;

    Attempt(Fetcher fetcher, FetchRequest request) {
        this.fetcher = fetcher;
        this.request = request;
        this.withdrawals = fetcher.withdrawals();
    }

    /** When the work began; waiting for a connection limit is not part of it. */
    record Clock(Instant startedAt, long startedNanos) {
        static Clock now() {
            return new Clock(Instant.now(), System.nanoTime());
        }
    }

    Future<FetchOutcome> run() {
        return go(true).recover(this::outcome);
    }

    private Future<FetchOutcome> outcome(Throwable failure) {
        FailureKind kind = failure == bug ? null : Failures.kind(failure);
        if (kind == null) {
            return Future.failedFuture(failure);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - clock.startedNanos());
        return Future.succeededFuture(
                new FetchOutcome.Failed(kind, Failures.detail(failure), clock.startedAt(), millis));
    }

    private Future<FetchOutcome> go(boolean mayReuse) {
        String host = request.url().host();
        String origin = mayReuse ? request.url().origin() : null;
        return fetcher.pool()
                .admit(host, origin, fetcher.hostLimit(request))
                .compose(admission -> proceed(admission.reused(), admission.slot()));
    }

    private Future<FetchOutcome> proceed(@Nullable Connection reused, ConnectionPool.@Nullable Slot slot) {
        if (reused != null) {
            clock = Clock.now();
            return exchange(reused, true);
        }
        if (slot == null) {
            throw new IllegalStateException("admitted to nothing");
        }
        return open(slot)
                .onFailure(failure -> fetcher.pool().leave(slot))
                .compose(connection -> exchange(connection, false));
    }

    private Future<Connection> open(ConnectionPool.Slot slot) {
        ContextInternal context = fetcher.nextLoop();
        clock = Clock.now();
        return fetcher.addresses(request.url().host()).compose(addresses -> open(slot, context, addresses, 0));
    }

    private Future<Connection> open(
            ConnectionPool.Slot slot, ContextInternal context, List<InetAddress> addresses, int index) {
        InetAddress address = addresses.get(index);
        return fetcher.pool().claim(slot, address.getHostAddress()).compose(claimed -> {
            clock = Clock.now();
            return fetcher.connect(context, request, address, slot).recover(failure -> {
                fetcher.pool().unclaim(slot);
                FailureKind kind = Failures.kind(failure);
                boolean unreachable = kind == FailureKind.CONNECT || kind == FailureKind.TIMEOUT;
                return unreachable && index + 1 < Math.min(MOST_ADDRESSES, addresses.size())
                        ? open(slot, context, addresses, index + 1)
                        : Future.failedFuture(failure);
            });
        });
    }

    private Future<FetchOutcome> exchange(Connection connection, boolean reused) {
        Promise<FetchOutcome> promise = Promise.promise();
        connection.context().emit(null, ignored -> {
            if (!fetcher.mayAsk()) {
                connection.close();
                promise.fail(new WithdrawnException());
                return;
            }
            fetcher.busy().add(connection);
            try {
                Exchange.run(connection, fetcher.terms(request, connection.context(), clock))
                        .onFailure(thrown -> isBug(connection, thrown))
                        .compose(result -> ended(connection, reused, result))
                        .onComplete(promise);
            } catch (RuntimeException e) {
                // A field of the request that cannot be sent, for one. The connection must not stay counted for it.
                isBug(connection, e);
                promise.tryFail(e);
            }
        });
        return promise.future();
    }

    private void isBug(Connection connection, Throwable thrown) {
        fetcher.busy().remove(connection);
        bug = thrown;
        connection.close();
    }

    private Future<FetchOutcome> ended(Connection connection, boolean reused, Exchange.Result result) {
        fetcher.busy().remove(connection);
        fetcher.pool().release(connection, result.keepNanos());
        FetchOutcome outcome = result.outcome();
        boolean whole = outcome instanceof FetchOutcome.Answered answer && answer.truncated() == null;
        if (!whole && withdrawals != fetcher.withdrawals()) {
            return Future.failedFuture(new WithdrawnException());
        }
        Throwable failure = result.failure();
        if (outcome != null) {
            if (outcome instanceof FetchOutcome.Answered answer) {
                fetcher.metrics().answered(answer.status(), System.nanoTime() - clock.startedNanos());
            }
            return Future.succeededFuture(outcome);
        }
        // The server closed the kept connection before it saw the request (RFC 9110 section 9.2.2: GET may go again).
        if (reused && result.unanswered()) {
            return go(false);
        }
        return Future.failedFuture(failure == null ? new IllegalStateException("ended without an end") : failure);
    }
}
