package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.FetchConfig;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.metrics.WorkerMetrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final MisbehavingServer.Behaviour HELLO =
            MisbehavingServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");

    private final AtomicLong now = new AtomicLong();
    private final List<Promise<NameSource.Answer>> asked = new ArrayList<>();

    private NameCache cache(int capacity) {
        NameSource source = host -> {
            Promise<NameSource.Answer> promise = Promise.promise();
            asked.add(promise);
            return promise.future();
        };
        FetchConfig.Dns config =
                new FetchConfig.Dns(List.of(), Duration.ofSeconds(300), Duration.ofSeconds(30), Duration.ofSeconds(5));
        return new NameCache(source, config, capacity, now::get, new WorkerMetrics());
    }

    private static NameSource.Answer answer(long ttl) {
        return new NameSource.Answer(List.of(InetAddress.getLoopbackAddress()), ttl);
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void aNameIsAskedForOnceWhileItsRecordHolds() {
        NameCache cache = cache(10);
        Future<List<InetAddress>> first = cache.resolve("a");
        Future<List<InetAddress>> second = cache.resolve("a");
        assertThat(asked).hasSize(1);
        asked.get(0).complete(answer(60));
        assertThat(first.result()).isEqualTo(second.result());
        pass(59);
        assertThat(cache.resolve("a").succeeded()).isTrue();
        pass(2);
        cache.resolve("a");
        assertThat(asked).hasSize(2);
    }

    @Test
    void theConfiguredTimeBoundsWhatTheRecordSays() {
        NameCache cache = cache(10);
        cache.resolve("a");
        asked.get(0).complete(answer(86_400));
        pass(301);
        cache.resolve("a");
        assertThat(asked).hasSize(2);
    }

    @Test
    void aFailureIsRememberedForTheNegativeTime() {
        NameCache cache = cache(10);
        cache.resolve("a");
        asked.get(0).fail(new UnknownHostException("a"));
        pass(29);
        assertThat(cache.resolve("a").failed()).isTrue();
        assertThat(asked).hasSize(1);
        pass(2);
        cache.resolve("a");
        assertThat(asked).hasSize(2);
    }

    @Test
    void theLeastRecentlyUsedNameIsForgottenBeyondTheCapacity() {
        NameCache cache = cache(2);
        for (String name : List.of("a", "b", "a", "c")) {
            cache.resolve(name);
            asked.forEach(promise -> promise.tryComplete(answer(60)));
        }
        assertThat(asked).hasSize(3);
        cache.resolve("a");
        assertThat(asked).hasSize(3);
        cache.resolve("b");
        assertThat(asked).hasSize(4);
    }

    @Test
    void aNameIsResolvedByTheConfiguredServerAndSentAsHost() throws IOException {
        try (TinyDns dns = new TinyDns().know("shop.example", "127.0.0.5");
                MisbehavingServer server = MisbehavingServer.on("127.0.0.5", HELLO);
                FetchFixture fixture = FetchFixture.with(settings -> settings.dnsServers = List.of(dns.server()))) {
            String url = "http://shop.example:" + server.port() + "/";
            assertThat(fixture.answered(url).ip()).isEqualTo("127.0.0.5");
            fixture.answered(url);
            assertThat(server.requests().get(0)).contains("host: shop.example:" + server.port());
            assertThat(dns.questions()).containsExactly("A shop.example");
        }
    }

    @Test
    void aDeadAddressIsPassedOver() throws IOException {
        try (TinyDns dns = new TinyDns().know("two.example", "127.0.0.6", "127.0.0.7");
                MisbehavingServer server = MisbehavingServer.on("127.0.0.7", HELLO);
                FetchFixture fixture = FetchFixture.with(settings -> settings.dnsServers = List.of(dns.server()))) {
            assertThat(fixture.answered("http://two.example:" + server.port() + "/")
                            .ip())
                    .isEqualTo("127.0.0.7");
        }
    }

    @Test
    void whatFailsIsAskedAgainBeforeItIsBelieved() throws IOException {
        try (TinyDns dns = new TinyDns().know("slow.example", "127.0.0.1");
                MisbehavingServer server = MisbehavingServer.start(HELLO);
                FetchFixture fixture = FetchFixture.with(settings -> settings.dnsServers = List.of(dns.server()))) {
            dns.silentFor = 1;
            fixture.answered("http://slow.example:" + server.port() + "/");

            fixture.failed("http://none.example/", FailureKind.DNS);
            assertThat(dns.questions()).filteredOn("A none.example"::equals).hasSize(2);
            fixture.failed("http://none.example/", FailureKind.DNS);
            assertThat(dns.questions()).filteredOn("A none.example"::equals).hasSize(2);
        }
    }

    @Test
    void aSilentServerIsADnsFailure() throws IOException {
        try (TinyDns dns = new TinyDns();
                FetchFixture fixture = FetchFixture.with(settings -> settings.dnsServers = List.of(dns.server()))) {
            dns.silentFor = Integer.MAX_VALUE;
            assertThat(fixture.failed("http://silent.example/", FailureKind.DNS).durationMillis())
                    .isBetween(500L, 5000L);
        }
    }

    @Test
    void privateAddressesAreRefusedWhateverLeadsToThem() throws IOException {
        try (TinyDns dns = new TinyDns()
                        .know("inside.example", "127.0.0.1", "10.0.0.1")
                        .know("six.example", "::1");
                MisbehavingServer server = MisbehavingServer.start(HELLO);
                FetchFixture fixture = FetchFixture.with(settings -> {
                    settings.allowPrivate = false;
                    settings.dnsServers = List.of(dns.server());
                })) {
            for (String host : List.of("127.0.0.1", "inside.example", "six.example", "[::1]", "[::ffff:127.0.0.1]")) {
                fixture.failed("http://" + host + ":" + server.port() + "/", FailureKind.REFUSED_ADDRESS);
            }
            assertThat(server.connections()).isZero();
            assertThat(fixture.fetcher().counts().open()).isZero();
        }
    }
}
