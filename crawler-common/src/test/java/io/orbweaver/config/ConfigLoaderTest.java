package io.orbweaver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final String EVERY_KEY = """
            node: {id: worker-1, data: /data}
            http: {host: 0.0.0.0, port: 9090, token: "${SECRET}", auth: none}
            cluster:
              name: mine
              host: 10.0.0.5
              public-host: worker-1.example
              port: 6701
              event-bus-port: 6702
              join: tcp
              members: [scheduler:5701, "10.0.0.6"]
              service-dns: orbweaver.default.svc.cluster.local
              shards: 64
              lease: 20s
            fetch:
              user-agent: FooBot/2.1 (+https://foo.example)
              contact: bot@foo.example
              connections: 500
              connections-per-host: 2
              connections-per-address: 8
              connect-timeout: 1s
              idle-timeout: 2s
              total-timeout: 3s
              keep-alive: 4s
              dns: {servers: ["127.0.0.1:5353", "[::1]:53"], cache-ttl: 5s, negative-ttl: 6s, timeout: 7s}
              max-body: 1MiB
              max-headers: 64KiB
              max-redirects: 9
              max-wait: 2m
              retries: 0
              http2: false
              tls: {verify: false}
              allow-private-addresses: true
              proxies: ["http://proxy.example:3128"]
              socket: {receive-buffer: 64KiB, send-buffer: 32KiB, tcp-no-delay: false, tcp-fast-open: true}
            politeness:
              default: {delay: 3s, connections: 4, adaptive: 1.5, robots: false, max-crawl-delay: 30s}
              domains:
                Example.com:     {delay: 5s}
                "*.example.org": {delay: 250ms, connections: 4, pages-per-day: 10000, window: "22:00-06:00 Europe/Berlin"}
                complaint.net:   {blocked: true, adaptive: 2, robots: true, max-crawl-delay: 9s}
            """;

    @TempDir
    private Path directory;

    @Test
    void withoutAnythingTheDefaultsHold() throws ConfigException, IOException {
        NodeConfig config = load(null);
        assertThat(config)
                .isEqualTo(new NodeConfig(
                        new NodeConfig.Node("", Path.of("/var/lib/orbweaver")),
                        new NodeConfig.Http("127.0.0.1", 8080, "", NodeConfig.Auth.TOKEN),
                        new NodeConfig.Cluster(
                                "orbweaver",
                                "127.0.0.1",
                                "",
                                5701,
                                5702,
                                NodeConfig.Join.NONE,
                                List.of(),
                                "",
                                256,
                                Duration.ofSeconds(15)),
                        FetchConfig.defaults(),
                        PolitenessConfig.defaults()));
        assertThat(load("")).isEqualTo(config);
        assertThat(load("# nothing\nfetch:\n  user-agent:\npoliteness: {domains: }\n"))
                .isEqualTo(config);
    }

    @Test
    void everyKeyArrives() throws ConfigException, IOException {
        NodeConfig config = ConfigLoader.load(file(EVERY_KEY), Map.of("SECRET", "s3cret"), List.of())
                .config();
        assertThat(config.node()).isEqualTo(new NodeConfig.Node("worker-1", Path.of("/data")));
        assertThat(config.http()).isEqualTo(new NodeConfig.Http("0.0.0.0", 9090, "s3cret", NodeConfig.Auth.NONE));
        assertThat(config.toString()).doesNotContain("s3cret");
        assertThat(config.cluster())
                .isEqualTo(new NodeConfig.Cluster(
                        "mine",
                        "10.0.0.5",
                        "worker-1.example",
                        6701,
                        6702,
                        NodeConfig.Join.TCP,
                        List.of("scheduler:5701", "10.0.0.6"),
                        "orbweaver.default.svc.cluster.local",
                        64,
                        Duration.ofSeconds(20)));
        assertThat(config.fetch())
                .isEqualTo(new FetchConfig(
                        "FooBot/2.1 (+https://foo.example)",
                        "bot@foo.example",
                        500,
                        2,
                        8,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        new FetchConfig.Dns(
                                List.of("127.0.0.1:5353", "[::1]:53"),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(7)),
                        1 << 20,
                        64 << 10,
                        9,
                        Duration.ofMinutes(2),
                        0,
                        false,
                        false,
                        true,
                        List.of("http://proxy.example:3128"),
                        new FetchConfig.Socket(64 << 10, 32 << 10, false, true)));
        assertThat(config.politeness()).isEqualTo(everyRule());
    }

    private static PolitenessConfig everyRule() {
        return new PolitenessConfig(
                new PolitenessConfig.Defaults(Duration.ofSeconds(3), 4, 1.5, false, Duration.ofSeconds(30)),
                Map.of(
                        "example.com",
                        new PolitenessRule(Duration.ofSeconds(5), null, null, null, null, null, null, null),
                        "*.example.org",
                        new PolitenessRule(
                                Duration.ofMillis(250),
                                4,
                                null,
                                null,
                                null,
                                10_000L,
                                "22:00-06:00 Europe/Berlin",
                                null),
                        "complaint.net",
                        new PolitenessRule(null, null, 2.0, true, Duration.ofSeconds(9), null, null, true)));
    }

    @Test
    void flagsBeatVariablesAndVariablesBeatTheFile() throws ConfigException, IOException {
        Path file = file("fetch: {retries: 1, connections: 1, contact: a@file.example}\ncluster: {members: [a:1]}\n");
        NodeConfig config = ConfigLoader.load(
                        file,
                        Map.of(
                                "ORBWEAVER_FETCH_RETRIES", "2",
                                "ORBWEAVER_FETCH_CONNECTIONS", "2",
                                "ORBWEAVER_CLUSTER_MEMBERS", "b:1, c:2",
                                "ORBWEAVER_FETCH_DNS_SERVERS", ""),
                        List.of("fetch.retries=3", "fetch.retries=4", "fetch.user-agent=a=b"))
                .config();
        assertThat(config.fetch().retries()).isEqualTo(4);
        assertThat(config.fetch().connections()).isEqualTo(2);
        assertThat(config.fetch().contact()).isEqualTo("a@file.example");
        assertThat(config.fetch().userAgent()).isEqualTo("a=b");
        assertThat(config.fetch().dns().servers()).isEmpty();
        assertThat(config.cluster().members()).containsExactly("b:1", "c:2");
    }

    @Test
    void rulesCanBeGivenEverywhere() throws ConfigException, IOException {
        Path file = file("politeness: {domains: {example.com: {delay: 1s, connections: 2, robots: false}}}\n");
        NodeConfig config = ConfigLoader.load(
                        file,
                        Map.of("ORBWEAVER_POLITENESS_DOMAINS", "{example.com: {delay: 2s, connections: 3}}"),
                        List.of(
                                "politeness.domains.example.com.delay=3s",
                                "politeness.domains.*.example.org.blocked=true"))
                .config();
        assertThat(config.politeness().domains())
                .containsEntry(
                        "example.com",
                        new PolitenessRule(Duration.ofSeconds(3), 3, null, false, null, null, null, null))
                .containsEntry("*.example.org", new PolitenessRule(null, null, null, null, null, null, null, true));
    }

    @Test
    void theTokensVariableIsTheSameEverywhere() throws ConfigException, IOException {
        Map<String, String> general = Map.of("ORBWEAVER_TOKEN", "one");
        assertThat(tokenOf(general)).isEqualTo("one");
        assertThat(tokenOf(Map.of("ORBWEAVER_TOKEN", "one", "ORBWEAVER_HTTP_TOKEN", "two")))
                .isEqualTo("two");
        assertThat(tokenOf(Map.of("ORBWEAVER_TOKEN", ""))).isEqualTo("file");
    }

    private String tokenOf(Map<String, String> environment) throws ConfigException, IOException {
        Path file = file("http: {token: file}\n");
        return ConfigLoader.load(file, environment, List.of()).config().http().token();
    }

    @Test
    void connectionsToAHostAreThoseOfFetchWherePolitenessSaysNothing() throws ConfigException, IOException {
        assertThat(load("fetch: {connections-per-host: 3}\n")
                        .politeness()
                        .standard()
                        .connections())
                .isEqualTo(3);
    }

    @Test
    void placeholdersHaveDefaultsAndAnEscape() throws ConfigException, IOException {
        Path file = file("fetch:\n  user-agent: ${NAME}/${VERSION:-1.0} $${x}\n");
        assertThat(ConfigLoader.load(file, Map.of("NAME", "Foo$1"), List.of())
                        .config()
                        .fetch()
                        .userAgent())
                .isEqualTo("Foo$1/1.0 ${x}");
    }

    @Test
    void aVariableThatIsNearlyAKeyIsAWarning() throws ConfigException {
        ConfigLoader.Loaded loaded = ConfigLoader.load(
                null,
                Map.of(
                        "ORBWEAVER_FETCH_RETRYS", "1",
                        "ORBWEAVER_SERVICE_HOST", "10.0.0.1",
                        "ORBWEAVER_API", "http://127.0.0.1:8080"),
                List.of());
        assertThat(loaded.problems())
                .extracting(Problem::toString)
                .containsExactly("ORBWEAVER_FETCH_RETRYS: means nothing: did you mean 'ORBWEAVER_FETCH_RETRIES'?");
    }

    private NodeConfig load(@Nullable String text) throws ConfigException, IOException {
        ConfigLoader.Loaded loaded = ConfigLoader.load(text == null ? null : file(text), Map.of(), List.of());
        assertThat(loaded.problems()).isEmpty();
        return loaded.config();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("node.yaml"), text);
    }
}
