package io.orbweaver.fetch;

import io.orbweaver.config.FetchConfig;
import java.time.Duration;
import java.util.List;

/** The fetcher's settings as tests vary them: short time-outs, and loopback allowed. */
final class Settings {
    int connections = 100;
    int perHost = 1;
    int perAddress = 100;
    Duration idle = Duration.ofMillis(400);
    Duration total = Duration.ofMillis(1200);
    Duration keepAlive = Duration.ofSeconds(60);
    List<String> dnsServers = List.of();
    Duration dnsTtl = Duration.ofSeconds(300);
    Duration dnsTimeout = Duration.ofMillis(300);
    int maxHeaders = 8 << 10;
    boolean verifyTls = true;
    boolean http2 = true;
    boolean allowPrivate = true;
    List<String> proxies = List.of();
    String contact = "";
    long maxBody = 10 << 20;

    /** Bytes of bodies in flight; zero = as it is by itself. */
    long bodyBudget;

    FetchConfig build() {
        return new FetchConfig(
                "",
                contact,
                connections,
                perHost,
                perAddress,
                Duration.ofSeconds(2),
                idle,
                total,
                keepAlive,
                new FetchConfig.Dns(dnsServers, dnsTtl, Duration.ofSeconds(30), dnsTimeout),
                maxBody,
                maxHeaders,
                5,
                Duration.ofMinutes(2),
                3,
                http2,
                verifyTls,
                allowPrivate,
                proxies,
                new FetchConfig.Socket(0, 0, true, false));
    }
}
