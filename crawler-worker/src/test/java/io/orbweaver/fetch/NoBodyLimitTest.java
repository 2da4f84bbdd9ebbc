package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code max-body: 0}: only memory ends a body, and one that takes it all ends in its time. */
class NoBodyLimitTest {
    private static final int BLOCK = 64 << 10;

    /** Keeps nothing: what is to be seen is the fetcher's memory. */
    private static final class Nothing implements BodySink {
        @Override
        public void head(int status, HeaderFields headers) {}

        @Override
        public void chunk(byte[] buffer, int offset, int length) {}
    }

    private static FetchFixture unlimited(long budget, Duration total) {
        return FetchFixture.with(settings -> {
            settings.bodyBudget = budget;
            settings.maxBody = 0;
            settings.idle = Duration.ofSeconds(5);
            settings.total = total;
        });
    }

    private static MisbehavingServer.Behaviour sending(int size) {
        return exchanges -> {
            exchanges.request();
            exchanges.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
            byte[] block = new byte[BLOCK];
            for (int sent = 0; sent < size; sent += BLOCK) {
                exchanges.send(block);
            }
        };
    }

    private static Future<FetchOutcome> start(FetchFixture fixture, MisbehavingServer server, int host) {
        return fixture.start("http://127.2.0." + (host + 1) + ":" + server.port() + "/", 0, new Nothing(), 0);
    }

    @Test
    void aBodyOfAHundredMegabytesArrivesWhole() throws IOException {
        int size = 100 << 20;
        try (MisbehavingServer server = MisbehavingServer.on("0.0.0.0", sending(size));
                FetchFixture fixture = unlimited(256 << 20, Duration.ofSeconds(60))) {
            FetchOutcome.Answered answered = (FetchOutcome.Answered) FetchFixture.await(start(fixture, server, 0));
            assertThat(answered.truncated()).isNull();
            assertThat(answered.body().length).isEqualTo(size);
        }
    }

    @Test
    void aBodyLargerThanTheMemoryIsCutThere() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.on("0.0.0.0", sending(64 << 20));
                FetchFixture fixture = unlimited(32 << 20, Duration.ofSeconds(60))) {
            FetchOutcome.Answered answered = (FetchOutcome.Answered) FetchFixture.await(start(fixture, server, 0));
            assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.LENGTH);
            assertThat(answered.decodedBytes())
                    .isEqualTo(fixture.bodies().largestBody())
                    .isGreaterThan(12 << 20);
            assertThat(fixture.fetcher().counts().mostBodyBytes())
                    .isLessThanOrEqualTo(32L << 20)
                    .isGreaterThan(24 << 20);
            assertThat(fixture.bodies().reserved()).isZero();
        }
    }

    @Test
    void oneThatTakesAllMemoryAndDoesNotEndHoldsOthersUpNoLongerThanItsTime() throws IOException {
        int small = 1 << 20;
        AtomicInteger dripped = new AtomicInteger();
        try (MisbehavingServer huge = MisbehavingServer.on("127.2.1.1", exchanges -> {
                    exchanges.request();
                    exchanges.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                    byte[] block = new byte[BLOCK];
                    for (int sent = 0; sent < 12 << 20; sent += BLOCK) {
                        exchanges.send(block);
                    }
                    while (true) {
                        exchanges.send(new byte[1]);
                        dripped.incrementAndGet();
                        exchanges.pause(50);
                    }
                });
                MisbehavingServer server = MisbehavingServer.on("0.0.0.0", sending(small));
                FetchFixture fixture = unlimited(32 << 20, Duration.ofSeconds(5))) {
            Future<FetchOutcome> first = fixture.start("http://127.2.1.1:" + huge.port() + "/", 0, new Nothing(), 0);
            FetchFixture.eventually(
                    "it holds most of the memory", () -> fixture.bodies().held() > 23 << 20);
            FetchFixture.eventually("it goes on for long", () -> dripped.get() > 40);
            assertThat(first.isComplete()).isFalse();
            List<Future<FetchOutcome>> others = new ArrayList<>();
            for (int host = 0; host < 20; host++) {
                others.add(start(fixture, server, host));
            }
            for (Future<FetchOutcome> other : others) {
                FetchOutcome.Answered answered = (FetchOutcome.Answered) FetchFixture.await(other);
                assertThat(answered.truncated()).isNull();
                assertThat(answered.body().length).isEqualTo(small);
            }
            FetchOutcome.Answered cut = (FetchOutcome.Answered) FetchFixture.await(first);
            assertThat(cut.truncated()).isEqualTo(FetchOutcome.Truncation.TIME);
            assertThat(fixture.bodies().reserved()).isZero();
        }
    }
}
