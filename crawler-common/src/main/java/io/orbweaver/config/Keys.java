package io.orbweaver.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every key with its kind, range, default and meaning: reading, checking and the documentation follow this table. */
final class Keys {
    private static final List<Key<?>> TABLE = new ArrayList<>();
    private static final List<Key<?>> RULE_TABLE = new ArrayList<>();
    private static final PolitenessConfig.Defaults POLITE =
            PolitenessConfig.defaults().standard();
    private static final FetchConfig FETCH = FetchConfig.defaults();

    static final Key<String> NODE_ID = key(
            "node.id",
            Kind.text("name", Forms::nameOrEmpty),
            "",
            "Stable name of the node. Empty: the host name, kept in the data directory.");
    static final Key<String> NODE_DATA = key(
            "node.data", Kind.text("path", Forms::path), "/var/lib/orbweaver", "Directory of all that the node keeps.");
    static final Key<String> HTTP_HOST = key(
            "http.host",
            Kind.text("host", Forms::bind),
            "127.0.0.1",
            "Address that REST, metrics and health listen on.");
    static final Key<Integer> HTTP_PORT =
            key("http.port", Kind.whole(1, 65_535), 8080, "Port of REST, metrics and health.");
    static final Key<String> HTTP_TOKEN = key(
            "http.token",
            Kind.text("text", Forms::secret),
            "",
            "Bearer token. Needed to listen beyond loopback. Also given by `ORBWEAVER_TOKEN`.");
    static final Key<NodeConfig.Auth> HTTP_AUTH = key(
            "http.auth",
            Kind.choice(NodeConfig.Auth.class),
            NodeConfig.Auth.TOKEN,
            "`none` allows to listen beyond loopback without a token.");
    static final Key<String> CLUSTER_NAME =
            key("cluster.name", Kind.text("name", Forms::name), "orbweaver", "Nodes of other clusters are refused.");
    static final Key<String> CLUSTER_HOST = key(
            "cluster.host",
            Kind.text("host", Forms::bind),
            "127.0.0.1",
            "Address that the cluster ports are bound to. The cluster network is trusted.");
    static final Key<String> CLUSTER_PUBLIC_HOST = key(
            "cluster.public-host",
            Kind.text("host", Forms::hostOrEmpty),
            "",
            "What other nodes are told. Empty: `cluster.host`.");
    static final Key<Integer> CLUSTER_PORT =
            key("cluster.port", Kind.whole(1, 65_535), 5701, "Port of the membership protocol.");
    static final Key<Integer> CLUSTER_EVENT_BUS_PORT =
            key("cluster.event-bus-port", Kind.whole(1, 65_535), 5702, "Port of the messages between nodes.");
    static final Key<NodeConfig.Join> CLUSTER_JOIN = key(
            "cluster.join",
            Kind.choice(NodeConfig.Join.class),
            NodeConfig.Join.NONE,
            "How nodes find each other. `none`: there is only this process.");
    static final Key<List<String>> CLUSTER_MEMBERS = key(
            "cluster.members",
            Kind.texts("HOST:PORT", Forms::member),
            List.of(),
            "Where to find other nodes. Needed by `join: tcp`.");
    static final Key<String> CLUSTER_SERVICE_DNS = key(
            "cluster.service-dns",
            Kind.text("host", Forms::hostOrEmpty),
            "",
            "Name of the headless service. Needed by `join: kubernetes`.");
    static final Key<Integer> CLUSTER_SHARDS = key(
            "cluster.shards",
            Kind.whole(1, 32_768),
            256,
            "Frontier shards of the whole cluster; fixed when it is first started.");
    static final Key<Duration> CLUSTER_LEASE = key(
            "cluster.lease",
            Kind.duration("2s", "1h"),
            Duration.ofSeconds(15),
            "A worker that cannot renew its shards for this long stops fetching from them.");

    static final Key<String> USER_AGENT = key(
            "fetch.user-agent",
            Kind.text("text", Forms::line),
            FETCH.userAgent(),
            "Empty: `Orbweaver/<version> (+<contact>)`.");
    static final Key<String> CONTACT = key(
            "fetch.contact",
            Kind.text("URL or mail", Forms::contact),
            FETCH.contact(),
            "Where the owners of crawled sites find you.");
    static final Key<Integer> CONNECTIONS =
            key("fetch.connections", Kind.whole(1, 1_000_000), FETCH.connections(), "Open connections per worker.");
    static final Key<Integer> CONNECTIONS_PER_HOST = key(
            "fetch.connections-per-host",
            Kind.whole(1, 1_000),
            FETCH.connectionsPerHost(),
            "Open connections to one host where politeness says nothing else.");
    static final Key<Integer> CONNECTIONS_PER_ADDRESS = key(
            "fetch.connections-per-address",
            Kind.whole(0, 1_000_000),
            FETCH.connectionsPerAddress(),
            "Open connections per worker to one IP address, behind which there may be many hosts. 0: no limit.");
    static final Key<Duration> CONNECT_TIMEOUT = timeout("connect-timeout", FETCH.connectTimeout(), "To connect.");
    static final Key<Duration> IDLE_TIMEOUT = timeout("idle-timeout", FETCH.idleTimeout(), "No byte for this long.");
    static final Key<Duration> TOTAL_TIMEOUT =
            timeout("total-timeout", FETCH.totalTimeout(), "From the request to its last byte.");
    static final Key<Duration> KEEP_ALIVE =
            timeout("keep-alive", FETCH.keepAlive(), "How long an idle connection is kept.");
    static final Key<List<String>> DNS_SERVERS = key(
            "fetch.dns.servers",
            Kind.texts("HOST:PORT", Forms::hostPort),
            FETCH.dns().servers(),
            "DNS servers to ask. None: the system's.");
    static final Key<Duration> DNS_CACHE_TTL = key(
            "fetch.dns.cache-ttl",
            Kind.duration("1s", "7d"),
            FETCH.dns().cacheTtl(),
            "The longest that an address is kept.");
    static final Key<Duration> DNS_NEGATIVE_TTL = key(
            "fetch.dns.negative-ttl",
            Kind.duration("0", "1d"),
            FETCH.dns().negativeTtl(),
            "How long it is kept that a name has no address. 0: not at all.");
    static final Key<Duration> DNS_TIMEOUT =
            key("fetch.dns.timeout", Kind.duration("10ms", "5m"), FETCH.dns().timeout(), "Of one question.");
    static final Key<Long> MAX_BODY = key(
            "fetch.max-body",
            Kind.size("0", "1GiB"),
            FETCH.maxBody(),
            "After decompression; longer bodies are cut there and marked truncated. 0: no limit but memory, where a body"
                    + " ends at a tenth of the heap. Links are read in the first 16MiB of a page.");
    static final Key<Long> MAX_HEADERS = key(
            "fetch.max-headers",
            Kind.size("1KiB", "16MiB"),
            (long) FETCH.maxHeaders(),
            "Of one response; longer is a protocol failure.");
    static final Key<Integer> MAX_REDIRECTS =
            key("fetch.max-redirects", Kind.whole(0, 100), FETCH.maxRedirects(), "Hops in a row. 0: no limit.");
    static final Key<Duration> MAX_WAIT = key(
            "fetch.max-wait",
            Kind.duration("0", "365d"),
            FETCH.maxWait(),
            "The longest a host may make its URLs wait before they fail. 0: no limit.");
    static final Key<Integer> RETRIES =
            key("fetch.retries", Kind.whole(0, 100), FETCH.retries(), "Of transient failures. 0: none.");
    static final Key<Boolean> HTTP2 = key("fetch.http2", Kind.bool(), FETCH.http2(), "Whether HTTP/2 is offered.");
    static final Key<Boolean> TLS_VERIFY =
            key("fetch.tls.verify", Kind.bool(), FETCH.verifyTls(), "Whether certificates are checked.");
    static final Key<Boolean> ALLOW_PRIVATE = key(
            "fetch.allow-private-addresses",
            Kind.bool(),
            FETCH.allowPrivateAddresses(),
            "Whether loopback, link-local, private, metadata and such addresses may be connected to.");
    static final Key<List<String>> PROXIES = key(
            "fetch.proxies",
            Kind.texts("proxy URLs", Forms::proxy),
            FETCH.proxies(),
            "`http://`, `socks4://` or `socks5://` with host and port.");
    static final Key<Long> RECEIVE_BUFFER = key(
            "fetch.socket.receive-buffer",
            Kind.size("0", "1GiB"),
            (long) FETCH.socket().receiveBuffer(),
            "0: the system's choice.");
    static final Key<Long> SEND_BUFFER = key(
            "fetch.socket.send-buffer",
            Kind.size("0", "1GiB"),
            (long) FETCH.socket().sendBuffer(),
            "0: the system's choice.");
    static final Key<Boolean> TCP_NO_DELAY =
            key("fetch.socket.tcp-no-delay", Kind.bool(), FETCH.socket().tcpNoDelay(), "Send small packets at once.");
    static final Key<Boolean> TCP_FAST_OPEN = key(
            "fetch.socket.tcp-fast-open",
            Kind.bool(),
            FETCH.socket().tcpFastOpen(),
            "Send data with the first packet, where the system can.");

    private static final Kind<Duration> WAIT = Kind.duration("0", "365d");

    static final Key<Duration> DELAY = key(
            "politeness.default.delay",
            WAIT,
            POLITE.delay(),
            "From the end of a response to the next request. 0: none.");
    static final Key<Integer> POLITE_CONNECTIONS = key(
            "politeness.default.connections",
            Kind.whole(1, 1_000),
            POLITE.connections(),
            "To one host; the delay holds for each. Not written: `fetch.connections-per-host`.");
    static final Key<Double> ADAPTIVE = key(
            "politeness.default.adaptive",
            Kind.decimal(0, 1_000),
            POLITE.adaptive(),
            "The multiple of the last response's duration that the delay is at least.");
    static final Key<Boolean> ROBOTS =
            key("politeness.default.robots", Kind.bool(), POLITE.robots(), "Whether robots.txt is obeyed.");
    static final Key<Duration> MAX_CRAWL_DELAY = key(
            "politeness.default.max-crawl-delay",
            WAIT,
            POLITE.maxCrawlDelay(),
            "What a longer `Crawl-delay` is cut to. 0: no limit.");

    static final Key<Duration> RULE_DELAY = rule("delay", WAIT, Duration.ZERO, "As in `politeness.default`.");
    static final Key<Integer> RULE_CONNECTIONS =
            rule("connections", Kind.whole(1, 1_000), 1, "As in `politeness.default`.");
    static final Key<Double> RULE_ADAPTIVE =
            rule("adaptive", Kind.decimal(0, 1_000), 0.0, "As in `politeness.default`.");
    static final Key<Boolean> RULE_ROBOTS = rule("robots", Kind.bool(), true, "As in `politeness.default`.");
    static final Key<Duration> RULE_MAX_CRAWL_DELAY =
            rule("max-crawl-delay", WAIT, Duration.ZERO, "As in `politeness.default`.");
    static final Key<Long> RULE_PAGES_PER_DAY =
            rule("pages-per-day", Kind.large(0, 1_000_000_000_000L), 0L, "Per host and UTC day. 0: no limit.");
    static final Key<String> RULE_WINDOW = rule(
            "window",
            Kind.text("window", text -> Window.parse(text).toString()),
            "",
            "When requests may start: `22:00-06:00 Europe/Berlin`.");
    static final Key<Boolean> RULE_BLOCKED =
            rule("blocked", Kind.bool(), false, "Nothing at all is requested, robots.txt included.");

    /** The section whose keys are domain patterns, each with the keys of a rule below it. */
    static final String DOMAINS = "politeness.domains";

    private Keys() {}

    /** All keys in the order of the documentation, those of rules apart. */
    static List<Key<?>> all() {
        return List.copyOf(TABLE);
    }

    /** The keys of one rule below its pattern. */
    static List<Key<?>> ofRule() {
        return List.copyOf(RULE_TABLE);
    }

    private static Key<Duration> timeout(String name, Duration standard, String meaning) {
        return key("fetch." + name, Kind.duration("0", "1d"), standard, meaning + " 0: no limit.");
    }

    private static <T> Key<T> key(String path, Kind<T> kind, T standard, String meaning) {
        Key<T> key = new Key<>(path, kind, standard, meaning);
        TABLE.add(key);
        return key;
    }

    private static <T> Key<T> rule(String name, Kind<T> kind, T standard, String meaning) {
        Key<T> key = new Key<>(name, kind, standard, meaning);
        RULE_TABLE.add(key);
        return key;
    }
}
