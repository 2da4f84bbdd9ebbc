package io.orbweaver.testweb;

import io.orbweaver.testweb.dns.NameRule;
import io.orbweaver.testweb.tls.ServerCertificate;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a synthetic web looks like. Immutable; the {@code with} methods return changed copies. Equal options, with a port
 * that is not zero, make equal webs.
 *
 * @param hosts each is a registrable domain of its own
 * @param pagesPerHost pages that answer 200, front page included
 * @param domainPattern {@code %d} stands for the number of the host
 * @param firstAddress of host 0 and of the name server, IPv4; the other hosts follow it on loopback, and share it
 *     elsewhere
 * @param addresses hosts beyond this many share the addresses of the first ones
 * @param port TCP port of all hosts; zero means one that is free on all addresses
 * @param dnsPort UDP port of the name server; zero means any free one
 * @param dnsTtl in whole seconds
 * @param names by name in lower case: names besides those of the hosts, or instead of them
 * @param medianPageSize in bytes, before compression
 * @param pageSizeSigma of the natural logarithm of page sizes, which are normally distributed
 * @param maxPageSize in bytes; pages whose links alone take more are longer
 * @param meanLinks per page
 * @param otherHostPercent of links that are not needed to make every page reachable
 * @param latency before each response, robots.txt included
 * @param jitter the most that is added to the latency, by URL
 * @param errorPermil of pages link to a URL that fails: half of them 404, half 500
 * @param redirectPermil of pages link to a URL that redirects to a page
 * @param privatePermil of pages link to a URL below {@code /private/}
 * @param copyPermil of pages link to a URL with content that other URLs have as well
 * @param unavailablePermil of pages answer 503 to the first request and 200 to later ones
 * @param retryAfter sent with 503, in whole seconds; zero means no such field
 * @param robots of hosts that are not in {@code robotsByHost}
 * @param robotsByHost by number of the host
 * @param crawlDelay stated in robots.txt; zero means not at all
 * @param sitemap whether robots.txt names a sitemap, and it exists
 * @param sitemapStyle of sitemaps, where there are some
 * @param hiddenPages of each host, its last ones, that no page links to
 * @param robotsLines sent at the end of robots.txt
 * @param gzip whether responses are compressed for clients that accept it; costs more than the page itself
 * @param certificate what hosts show over TLS, with HTTP/2 for clients that ask for it; null means plain HTTP
 * @param eventLoops threads that serve; addresses are spread over them
 * @param journalCapacity in visits
 */
public record TestWebOptions(
        int hosts,
        int pagesPerHost,
        long seed,
        String domainPattern,
        String firstAddress,
        int addresses,
        int port,
        int dnsPort,
        Duration dnsTtl,
        Map<String, NameRule> names,
        int medianPageSize,
        double pageSizeSigma,
        int maxPageSize,
        int meanLinks,
        int otherHostPercent,
        Duration latency,
        Duration jitter,
        int errorPermil,
        int redirectPermil,
        int privatePermil,
        int copyPermil,
        int unavailablePermil,
        Duration retryAfter,
        RobotsRule robots,
        Map<Integer, RobotsRule> robotsByHost,
        Duration crawlDelay,
        boolean sitemap,
        SitemapStyle sitemapStyle,
        int hiddenPages,
        String robotsLines,
        boolean gzip,
        @Nullable ServerCertificate certificate,
        int eventLoops,
        int journalCapacity) {

    public TestWebOptions {
        require(hosts > 0 && pagesPerHost > 0 && addresses > 0, "hosts, pages and addresses must be above zero");
        require(domainPattern.contains("%d"), "the domain pattern lacks %d");
        require(Addresses.isIpv4(firstAddress), "the first address is no IPv4 address");
        require(medianPageSize > 0 && maxPageSize > 0 && meanLinks > 0, "sizes and links must be above zero");
        require(otherHostPercent >= 0 && otherHostPercent <= 100, "otherHostPercent is not from 0 to 100");
        require(hiddenPages >= 0 && hiddenPages < pagesPerHost, "the front page cannot be hidden");
        require(eventLoops > 0 && journalCapacity >= 0, "event loops must be above zero, the journal not below");
        names = Map.copyOf(names);
        robotsByHost = Map.copyOf(robotsByHost);
    }

    public static TestWebOptions defaults() {
        return new Draft().freeze();
    }

    public TestWebOptions withHosts(int hosts) {
        return change(draft -> draft.hosts = hosts);
    }

    public TestWebOptions withPagesPerHost(int pagesPerHost) {
        return change(draft -> draft.pagesPerHost = pagesPerHost);
    }

    public TestWebOptions withSeed(long seed) {
        return change(draft -> draft.seed = seed);
    }

    public TestWebOptions withDomainPattern(String domainPattern) {
        return change(draft -> draft.domainPattern = domainPattern);
    }

    public TestWebOptions withFirstAddress(String firstAddress) {
        return change(draft -> draft.firstAddress = firstAddress);
    }

    public TestWebOptions withAddresses(int addresses) {
        return change(draft -> draft.addresses = addresses);
    }

    public TestWebOptions withPort(int port) {
        return change(draft -> draft.port = port);
    }

    public TestWebOptions withDnsPort(int dnsPort) {
        return change(draft -> draft.dnsPort = dnsPort);
    }

    public TestWebOptions withDnsTtl(Duration dnsTtl) {
        return change(draft -> draft.dnsTtl = dnsTtl);
    }

    public TestWebOptions withNames(Map<String, NameRule> names) {
        return change(draft -> draft.names = names);
    }

    public TestWebOptions withMedianPageSize(int medianPageSize) {
        return change(draft -> draft.medianPageSize = medianPageSize);
    }

    public TestWebOptions withMeanLinks(int meanLinks) {
        return change(draft -> draft.meanLinks = meanLinks);
    }

    public TestWebOptions withLatency(Duration latency) {
        return change(draft -> draft.latency = latency);
    }

    public TestWebOptions withJitter(Duration jitter) {
        return change(draft -> draft.jitter = jitter);
    }

    public TestWebOptions withErrorPermil(int errorPermil) {
        return change(draft -> draft.errorPermil = errorPermil);
    }

    public TestWebOptions withRedirectPermil(int redirectPermil) {
        return change(draft -> draft.redirectPermil = redirectPermil);
    }

    public TestWebOptions withPrivatePermil(int privatePermil) {
        return change(draft -> draft.privatePermil = privatePermil);
    }

    public TestWebOptions withCopyPermil(int copyPermil) {
        return change(draft -> draft.copyPermil = copyPermil);
    }

    public TestWebOptions withUnavailablePermil(int unavailablePermil) {
        return change(draft -> draft.unavailablePermil = unavailablePermil);
    }

    public TestWebOptions withRetryAfter(Duration retryAfter) {
        return change(draft -> draft.retryAfter = retryAfter);
    }

    public TestWebOptions withRobots(RobotsRule robots) {
        return change(draft -> draft.robots = robots);
    }

    public TestWebOptions withRobotsByHost(Map<Integer, RobotsRule> robotsByHost) {
        return change(draft -> draft.robotsByHost = robotsByHost);
    }

    public TestWebOptions withCrawlDelay(Duration crawlDelay) {
        return change(draft -> draft.crawlDelay = crawlDelay);
    }

    public TestWebOptions withSitemap(boolean sitemap) {
        return change(draft -> draft.sitemap = sitemap);
    }

    public TestWebOptions withSitemapStyle(SitemapStyle sitemapStyle) {
        return change(draft -> draft.sitemapStyle = sitemapStyle);
    }

    public TestWebOptions withHiddenPages(int hiddenPages) {
        return change(draft -> draft.hiddenPages = hiddenPages);
    }

    public TestWebOptions withRobotsLines(String robotsLines) {
        return change(draft -> draft.robotsLines = robotsLines);
    }

    public TestWebOptions withGzip(boolean gzip) {
        return change(draft -> draft.gzip = gzip);
    }

    public TestWebOptions withCertificate(@Nullable ServerCertificate certificate) {
        return change(draft -> draft.certificate = certificate);
    }

    public TestWebOptions withEventLoops(int eventLoops) {
        return change(draft -> draft.eventLoops = eventLoops);
    }

    public TestWebOptions withJournalCapacity(int journalCapacity) {
        return change(draft -> draft.journalCapacity = journalCapacity);
    }

    private TestWebOptions change(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.freeze();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The options while one of them is changed; starts with the defaults. */
    private static final class Draft {
        private int hosts = 10;
        private int pagesPerHost = 100;
        private long seed = 1;
        private String domainPattern = "h%d.test";
        private String firstAddress = "127.1.0.1";
        private int addresses = 256;
        private int port = 0;
        private int dnsPort = 0;
        private Duration dnsTtl = Duration.ofSeconds(60);
        private Map<String, NameRule> names = Map.of();
        private int medianPageSize = 30 << 10;
        private double pageSizeSigma = 0.8;
        private int maxPageSize = 1 << 20;
        private int meanLinks = 40;
        private int otherHostPercent = 20;
        private Duration latency = Duration.ZERO;
        private Duration jitter = Duration.ZERO;
        private int errorPermil = 0;
        private int redirectPermil = 0;
        private int privatePermil = 20;
        private int copyPermil = 0;
        private int unavailablePermil = 0;
        private Duration retryAfter = Duration.ZERO;
        private RobotsRule robots = RobotsRule.RULES;
        private Map<Integer, RobotsRule> robotsByHost = Map.of();
        private Duration crawlDelay = Duration.ZERO;
        private boolean sitemap = false;
        private SitemapStyle sitemapStyle = SitemapStyle.FLAT;
        private int hiddenPages = 0;
        private String robotsLines = "";
        private boolean gzip = false;
        private @Nullable ServerCertificate certificate = null;
        private int eventLoops = 2;
        private int journalCapacity = 2_000_000;

        Draft() {}

        Draft(TestWebOptions options) {
            hosts = options.hosts;
            pagesPerHost = options.pagesPerHost;
            seed = options.seed;
            domainPattern = options.domainPattern;
            firstAddress = options.firstAddress;
            addresses = options.addresses;
            port = options.port;
            dnsPort = options.dnsPort;
            dnsTtl = options.dnsTtl;
            names = options.names;
            medianPageSize = options.medianPageSize;
            pageSizeSigma = options.pageSizeSigma;
            maxPageSize = options.maxPageSize;
            meanLinks = options.meanLinks;
            otherHostPercent = options.otherHostPercent;
            latency = options.latency;
            jitter = options.jitter;
            errorPermil = options.errorPermil;
            redirectPermil = options.redirectPermil;
            privatePermil = options.privatePermil;
            copyPermil = options.copyPermil;
            unavailablePermil = options.unavailablePermil;
            retryAfter = options.retryAfter;
            robots = options.robots;
            robotsByHost = options.robotsByHost;
            crawlDelay = options.crawlDelay;
            sitemap = options.sitemap;
            sitemapStyle = options.sitemapStyle;
            hiddenPages = options.hiddenPages;
            robotsLines = options.robotsLines;
            gzip = options.gzip;
            certificate = options.certificate;
            eventLoops = options.eventLoops;
            journalCapacity = options.journalCapacity;
        }

        TestWebOptions freeze() {
            return new TestWebOptions(
                    hosts,
                    pagesPerHost,
                    seed,
                    domainPattern,
                    firstAddress,
                    addresses,
                    port,
                    dnsPort,
                    dnsTtl,
                    names,
                    medianPageSize,
                    pageSizeSigma,
                    maxPageSize,
                    meanLinks,
                    otherHostPercent,
                    latency,
                    jitter,
                    errorPermil,
                    redirectPermil,
                    privatePermil,
                    copyPermil,
                    unavailablePermil,
                    retryAfter,
                    robots,
                    robotsByHost,
                    crawlDelay,
                    sitemap,
                    sitemapStyle,
                    hiddenPages,
                    robotsLines,
                    gzip,
                    certificate,
                    eventLoops,
                    journalCapacity);
        }
    }
}
