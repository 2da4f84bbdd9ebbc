package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** More bodies than fit in the budget, over real sockets. */
class BodyPressureTest {
    private static final int SIZE = 8 << 20;
    private static final int BLOCK = 64 << 10;
    private static final int HOSTS = 60;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n";

    /** Counts only: what is to be measured is the fetcher's memory. */
    private static final class Counting implements BodySink {
        final AtomicLong bytes = new AtomicLong();

        @Override
        public void head(int status, HeaderFields headers) {}

        @Override
        public void chunk(byte[] buffer, int offset, int length) {
            bytes.addAndGet(length);
        }
    }

    private static FetchFixture narrow(long budget, Duration idle, Duration total) {
        return FetchFixture.with(settings -> {
            settings.bodyBudget = budget;
            settings.maxBody = SIZE;
            settings.idle = idle;
            settings.total = total;
        });
    }

    private static MisbehavingServer.Behaviour sending(int blocks) {
        return exchanges -> {
            exchanges.request();
            exchanges.send(HEAD);
            byte[] block = new byte[BLOCK];
            for (int sent = 0; sent < blocks; sent++) {
                exchanges.send(block);
            }
        };
    }

    private static Future<FetchOutcome> start(FetchFixture fixture, MisbehavingServer server, int host) {
        return fixture.start("http://127.1.0." + (host + 1) + ":" + server.port() + "/", SIZE, new Counting(), 0);
    }

    private static void noneIsHeld(FetchFixture fixture) {
        assertThat(fixture.bodies().reserved()).isZero();
        assertThat(fixture.fetcher().counts().bodyBytes()).isZero();
        assertThat(fixture.fetcher().counts().bodiesWaiting()).isZero();
    }

    /** The free part of each, and what one read of its socket brings before the reading stops. */
    private static long most(FetchFixture fixture, int bodies) {
        return fixture.bodies().total() + bodies * (BodyBudget.FREE + (long) BLOCK);
    }

    @Test
    void manyLargeBodiesAllArriveWholeWithinTheBudget() throws IOException {
        Duration idle = Duration.ofSeconds(1);
        byte[] block = new byte[BLOCK];
        try (MisbehavingServer server = MisbehavingServer.on("0.0.0.0", exchanges -> {
                    exchanges.request();
                    exchanges.send(HEAD);
                    for (int sent = 0; sent < SIZE; sent += BLOCK) {
                        exchanges.send(block);
                        exchanges.pause(1);
                    }
                });
                FetchFixture fixture = narrow(24 << 20, idle, Duration.ofSeconds(120))) {
            List<Future<Whole>> fetches = new ArrayList<>();
            for (int host = 0; host < HOSTS; host++) {
                fetches.add(start(fixture, server, host).map(Whole::of));
            }
            FetchFixture.eventually(
                    "most wait", () -> fixture.fetcher().counts().bodiesWaiting() > HOSTS / 2);
            long longest = 0;
            for (Future<Whole> fetch : fetches) {
                Whole whole = FetchFixture.await(fetch);
                assertThat(whole.truncated()).isNull();
                assertThat(whole.size()).isEqualTo(SIZE);
                longest = Math.max(longest, whole.millis());
            }
            assertThat(longest).as("waited longer than the idle time-out").isGreaterThan(idle.toMillis());
            assertThat(fixture.fetcher().counts().mostBodyBytes()).isLessThanOrEqualTo(most(fixture, HOSTS));
            noneIsHeld(fixture);
        }
    }

    /** What remains of an answer: sixty bodies would fill the memory of the test. */
    private record Whole(int size, FetchOutcome.@Nullable Truncation truncated, long millis) {
        static Whole of(FetchOutcome outcome) {
            FetchOutcome.Answered answered = (FetchOutcome.Answered) outcome;
            return new Whole(answered.body().length, answered.truncated(), answered.durationMillis());
        }
    }

    @Test
    void smallBombsOfManyServersAreDecodedWithinTheBudget() throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
            gzip.write(new byte[SIZE]);
        }
        String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + coded.size() + "\r\n\r\n";
        try (MisbehavingServer server = MisbehavingServer.on("0.0.0.0", exchanges -> {
                    exchanges.request();
                    exchanges.send(head);
                    exchanges.send(coded.toByteArray());
                });
                FetchFixture fixture = narrow(24 << 20, Duration.ofSeconds(10), Duration.ofSeconds(60))) {
            // Nothing may grow until all are there.
            fixture.fetcher().holdBodies(true);
            List<Future<FetchOutcome>> fetches = new ArrayList<>();
            for (int host = 0; host < HOSTS; host++) {
                fetches.add(start(fixture, server, host));
            }
            FetchFixture.eventually("all wait", () -> fixture.fetcher().counts().bodiesWaiting() == HOSTS);
            assertThat(fixture.fetcher().counts().bodyBytes()).isLessThanOrEqualTo(HOSTS * (long) BodyBudget.FREE);
            fixture.fetcher().holdBodies(false);
            for (Future<FetchOutcome> fetch : fetches) {
                FetchOutcome.Answered answered = (FetchOutcome.Answered) FetchFixture.await(fetch);
                assertThat(answered.truncated()).isNull();
                assertThat(answered.decodedBytes()).isEqualTo(SIZE);
            }
            assertThat(fixture.fetcher().counts().mostBodyBytes()).isLessThanOrEqualTo(most(fixture, HOSTS));
            noneIsHeld(fixture);
        }
    }

    @Test
    void aConnectionThatTheServerClosesWhileItsBodyWaitsEnds() throws IOException {
        for (int blocks : new int[] {3, SIZE / BLOCK}) {
            try (MisbehavingServer server = MisbehavingServer.on("0.0.0.0", sending(blocks));
                    FetchFixture fixture = narrow(24 << 20, Duration.ofSeconds(5), Duration.ofSeconds(20))) {
                fixture.fetcher().holdBodies(true);
                Future<FetchOutcome> fetch = start(fixture, server, 0);
                FetchFixture.eventually(
                        "it waits", () -> fixture.fetcher().counts().bodiesWaiting() == 1 || fetch.isComplete());
                if (blocks == 3) {
                    FetchFixture.eventually("the server has closed", () -> server.openNow() == 0);
                }
                assertThat(fixture.fetcher().counts().mostBodyBytes()).isLessThanOrEqualTo(BodyBudget.FREE + BLOCK);
                fixture.fetcher().holdBodies(false);
                FetchOutcome.Answered answered = (FetchOutcome.Answered) FetchFixture.await(fetch);
                assertThat(answered.truncated()).isEqualTo(blocks == 3 ? FetchOutcome.Truncation.DISCONNECT : null);
                assertThat(answered.body().length).isEqualTo(answered.decodedBytes());
                noneIsHeld(fixture);
            }
        }
    }

    @Test
    void theTotalTimeOutCutsABodyThatWaits() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.on("0.0.0.0", sending(SIZE / BLOCK));
                FetchFixture fixture = narrow(24 << 20, Duration.ofMillis(100), Duration.ofMillis(800))) {
            fixture.fetcher().holdBodies(true);
            FetchOutcome.Answered answered = (FetchOutcome.Answered) FetchFixture.await(start(fixture, server, 0));
            assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.TIME);
            assertThat(answered.durationMillis()).as("not the idle one").isGreaterThanOrEqualTo(750);
            assertThat(answered.body().length).isEqualTo(answered.decodedBytes());
            noneIsHeld(fixture);
            FetchFixture.eventually("the connection is closed", () -> server.openNow() == 0);
            fixture.fetcher().holdBodies(false);
            noneIsHeld(fixture);
        }
    }

    @Test
    void aServerThatFallsSilentAfterTheWaitIsIdle() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.on("0.0.0.0", exchanges -> {
                    exchanges.request();
                    exchanges.send(HEAD);
                    exchanges.send(new byte[BLOCK]);
                    exchanges.pause(60_000);
                });
                FetchFixture fixture = narrow(24 << 20, Duration.ofMillis(200), Duration.ZERO)) {
            fixture.fetcher().holdBodies(true);
            Future<FetchOutcome> fetch = start(fixture, server, 0);
            FetchFixture.eventually("it waits", () -> fixture.fetcher().counts().bodiesWaiting() == 1);
            fixture.fetcher().holdBodies(false);
            FetchOutcome.Answered answered = (FetchOutcome.Answered) FetchFixture.await(fetch);
            assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.TIME);
            assertThat(answered.body()).hasSize(BLOCK);
            noneIsHeld(fixture);
        }
    }
}
