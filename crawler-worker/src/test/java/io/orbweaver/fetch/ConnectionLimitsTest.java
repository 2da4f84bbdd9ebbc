package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.FailureKind;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    private static final MisbehavingServer.Behaviour KEEPING = exchanges -> {
        while (exchanges.request()) {
            exchanges.pause(20);
            exchanges.send(HELLO);
        }
    };

    private static String url(String host, MisbehavingServer server) {
        return "http://" + host + ":" + server.port() + "/";
    }

    private static void allAnswered(List<Future<FetchOutcome>> fetches) {
        for (Future<FetchOutcome> fetch : fetches) {
            assertThat(FetchFixture.await(fetch)).isInstanceOf(FetchOutcome.Answered.class);
        }
    }

    @Test
    void aConnectionIsKeptForTheNextRequest() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(KEEPING);
                FetchFixture fixture = FetchFixture.usual()) {
            for (int request = 0; request < 5; request++) {
                fixture.answered(url("127.0.0.1", server));
            }
            assertThat(server.requests()).hasSize(5);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(fixture.fetcher().counts().opened()).isEqualTo(1);
            assertThat(fixture.fetcher().counts().idle()).isEqualTo(1);
        }
    }

    @Test
    void anIdleConnectionIsClosedAfterItsTime() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(KEEPING);
                FetchFixture fixture = FetchFixture.with(settings -> settings.keepAlive = Duration.ofMillis(100))) {
            fixture.answered(url("127.0.0.1", server));
            FetchFixture.eventually("closed", () -> fixture.fetcher().counts().open() == 0 && server.openNow() == 0);
        }
    }

    @Test
    void aKeptConnectionThatTheServerClosedCostsOneMoreRequestOnly() throws IOException {
        Semaphore mayClose = new Semaphore(0);
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
                    exchanges.request();
                    exchanges.send(HELLO);
                    // Closes on the second request, without a byte of an answer.
                    exchanges.request();
                    mayClose.release();
                });
                FetchFixture fixture = FetchFixture.usual()) {
            fixture.answered(url("127.0.0.1", server));
            fixture.answered(url("127.0.0.1", server));
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.requests()).hasSize(3);
            assertThat(mayClose.tryAcquire()).isTrue();
        }
    }

    @Test
    void aServerThatNeverAnswersTwiceIsAskedTwiceAtMost() throws IOException {
        Semaphore first = new Semaphore(1);
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
                    exchanges.request();
                    if (first.tryAcquire()) {
                        exchanges.send(HELLO);
                        exchanges.request();
                    }
                });
                FetchFixture fixture = FetchFixture.usual()) {
            fixture.answered(url("127.0.0.1", server));
            fixture.failed(url("127.0.0.1", server), FailureKind.CONNECT);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void aHostIsNeverGivenMoreConnectionsThanItsLimit() throws IOException {
        for (int limit : new int[] {1, 3}) {
            try (MisbehavingServer server = MisbehavingServer.start(KEEPING);
                    FetchFixture fixture = FetchFixture.usual()) {
                allAnswered(IntStream.range(0, 20)
                        .mapToObj(i -> fixture.start(url("127.0.0.1", server), 100, new FetchFixture.Page(), limit))
                        .toList());
                assertThat(server.mostOpen()).isEqualTo(limit);
                assertThat(server.connections()).isEqualTo(limit);
            }
        }
    }

    @Test
    void anAddressIsNeverGivenMoreConnectionsThanItsLimit() throws IOException {
        try (TinyDns dns = new TinyDns();
                MisbehavingServer server = MisbehavingServer.start(KEEPING);
                FetchFixture fixture = FetchFixture.with(settings -> {
                    settings.perAddress = 2;
                    settings.dnsServers = List.of(dns.server());
                })) {
            List<Future<FetchOutcome>> fetches = new ArrayList<>();
            for (int host = 0; host < 20; host++) {
                dns.know("host" + host + ".example", "127.0.0.1");
                fetches.add(fixture.start(url("host" + host + ".example", server)));
            }
            allAnswered(fetches);
            assertThat(server.connections()).isEqualTo(20);
            assertThat(fixture.fetcher().counts().open()).isLessThanOrEqualTo(2);
            assertThat(server.mostOpen()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void idleConnectionsGiveWayWhenTheTotalIsReached() throws IOException {
        try (TinyDns dns = new TinyDns();
                MisbehavingServer server = MisbehavingServer.start(KEEPING);
                FetchFixture fixture = FetchFixture.with(settings -> {
                    settings.connections = 3;
                    settings.dnsServers = List.of(dns.server());
                })) {
            for (int host = 0; host < 6; host++) {
                dns.know("host" + host + ".example", "127.0.0.1");
                fixture.answered(url("host" + host + ".example", server));
                assertThat(fixture.fetcher().counts().open()).isLessThanOrEqualTo(3);
            }
            // The longest idle went first, so the last three are still there.
            for (int host = 3; host < 6; host++) {
                fixture.answered(url("host" + host + ".example", server));
            }
            assertThat(server.connections()).isEqualTo(6);
        }
    }

    @Test
    void hammeringAllLimitsAtOnceLosesNothing() throws IOException {
        try (TinyDns dns = new TinyDns();
                MisbehavingServer server = MisbehavingServer.start(exchanges -> {
                    for (int served = 0; served < 3 && exchanges.request(); served++) {
                        exchanges.send(HELLO);
                    }
                });
                FetchFixture fixture = FetchFixture.with(settings -> {
                    settings.connections = 7;
                    settings.perAddress = 5;
                    settings.dnsServers = List.of(dns.server());
                })) {
            for (int host = 0; host < 15; host++) {
                dns.know("host" + host + ".example", "127.0.0.1");
            }
            List<Future<FetchOutcome>> fetches = new ArrayList<>();
            for (int request = 0; request < 600; request++) {
                fetches.add(fixture.start(url("host" + request % 15 + ".example", server)));
            }
            allAnswered(fetches);
            FetchCounts counts = fixture.fetcher().counts();
            assertThat(counts.inFlight()).isZero();
            assertThat(counts.waiting()).isZero();
            FetchFixture.eventually("what is open is idle", () -> {
                FetchCounts seen = fixture.fetcher().counts();
                return seen.open() == seen.idle() && seen.open() <= 5;
            });
        }
    }

    @Test
    void closingEndsWhatWaits() throws IOException {
        try (MisbehavingServer server = MisbehavingServer.start(exchanges -> {
                    exchanges.request();
                    exchanges.pause(60_000);
                });
                FetchFixture fixture = FetchFixture.with(settings -> {
                    settings.idle = Duration.ZERO;
                    settings.total = Duration.ZERO;
                })) {
            Future<FetchOutcome> served = fixture.start(url("127.0.0.1", server));
            Future<FetchOutcome> waiting = fixture.start(url("127.0.0.1", server));
            FetchFixture.eventually("asked", () -> server.requests().size() == 1);
            FetchFixture.await(fixture.fetcher().close());
            assertThat(FetchFixture.await(served)).isInstanceOf(FetchOutcome.Failed.class);
            assertThat(FetchFixture.await(waiting)).isInstanceOf(FetchOutcome.Failed.class);
        }
    }
}
