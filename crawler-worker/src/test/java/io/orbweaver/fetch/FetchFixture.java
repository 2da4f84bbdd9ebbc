package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.url.Url;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A fetcher of its own for one test, and what tests ask of it. */
final class FetchFixture implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 10;
    private static final long LIMIT = 1 << 20;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
    private final BodyBudget bodies;
    private final Fetcher fetcher;

    private FetchFixture(Settings settings) {
        bodies = settings.bodyBudget == 0
                ? BodyBudget.ofHeap(settings.maxBody)
                : new BodyBudget(settings.bodyBudget, settings.maxBody);
        fetcher = new Fetcher(vertx, settings.build(), bodies);
    }

    static FetchFixture usual() {
        return with(settings -> {});
    }

    static FetchFixture with(Consumer<Settings> change) {
        Settings settings = new Settings();
        change.accept(settings);
        return new FetchFixture(settings);
    }

    /** What a sink was given. */
    static final class Page implements BodySink {
        final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        volatile int status;

        @Override
        public void head(int answered, HeaderFields headers) {
            status = answered;
        }

        @Override
        public synchronized void chunk(byte[] buffer, int offset, int length) {
            decoded.write(buffer, offset, length);
        }

        String text() {
            return decoded.toString(StandardCharsets.ISO_8859_1);
        }
    }

    Vertx vertx() {
        return vertx;
    }

    Fetcher fetcher() {
        return fetcher;
    }

    BodyBudget bodies() {
        return bodies;
    }

    Future<FetchOutcome> start(String url) {
        return start(url, LIMIT, new Page(), 0);
    }

    Future<FetchOutcome> start(String url, long limit, BodySink sink, int perHost) {
        return fetcher.fetch(new FetchRequest(Url.parse(url), limit, perHost, Map.of(), sink));
    }

    FetchOutcome fetch(String url) {
        return await(start(url));
    }

    FetchOutcome.Answered answered(String url) {
        return answered(url, LIMIT, new Page());
    }

    FetchOutcome.Answered answered(String url, long limit, BodySink sink) {
        FetchOutcome outcome = await(start(url, limit, sink, 0));
        assertThat(outcome).isInstanceOf(FetchOutcome.Answered.class);
        return (FetchOutcome.Answered) outcome;
    }

    FetchOutcome.Failed failed(String url, FailureKind kind) {
        FetchOutcome outcome = fetch(url);
        assertThat(outcome).isInstanceOf(FetchOutcome.Failed.class);
        FetchOutcome.Failed failed = (FetchOutcome.Failed) outcome;
        assertThat(failed.kind()).as(failed.detail()).isEqualTo(kind);
        assertThat(failed.detail()).endsWith(".");
        return failed;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no outcome within the deadline", e);
        }
    }

    static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        await(fetcher.close());
        await(vertx.close());
    }
}
