package io.orbweaver.testweb;

import io.orbweaver.testweb.dns.DnsServer;
import io.orbweaver.testweb.dns.NameRule;
import io.orbweaver.testweb.journal.Journal;
import io.orbweaver.testweb.journal.VisitKind;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A synthetic web: hosts with pages, and a name server that knows them. All content follows from the
 * options and the port. Hosts have addresses of their own, as many as the options allow for, and share one port; it
 * listens on loopback unless the options name another address.
 *
 * <p>Methods are safe from any thread, but {@code start} and {@code close} block and must not be called on an event
 * loop. Hosts and pages are numbered from 0; page 0 of a host is its front page.
 */
public final class TestWeb implements AutoCloseable {
    private static final int PORT_ATTEMPTS = 20;
    private static final int PATIENCE_SECONDS = 30;

    private final Vertx vertx;
    private final boolean ownsVertx;
    private final TestWebOptions options;
    private final Addresses addresses;
    private final int port;
    private final Journal journal;
    private final Layout layout;
    private final LinkPlan plan;
    private final PageWriter writer;
    private final Answers answers;
    private final List<String> deployments = new ArrayList<>();
    private volatile @Nullable DnsServer dns;

    private TestWeb(Vertx vertx, boolean ownsVertx, TestWebOptions options, int port) {
        this.vertx = vertx;
        this.ownsVertx = ownsVertx;
        this.options = options;
        this.port = port;
        addresses = new Addresses(options);
        journal = new Journal(options.journalCapacity());
        layout = new Layout(options, port);
        plan = new LinkPlan(layout);
        writer = new PageWriter(layout, plan);
        answers = new Answers(layout, plan, writer);
    }

    /**
     * Starts a web with threads of its own.
     *
     * @throws UncheckedIOException where a port is taken
     */
    public static TestWeb start(TestWebOptions options) {
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(options.eventLoops()).setPreferNativeTransport(true));
        try {
            return start(options, vertx, true);
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    /**
     * Starts a web on event loops that outlive it.
     *
     * @throws UncheckedIOException where a port is taken
     */
    public static TestWeb start(TestWebOptions options, Vertx vertx) {
        return start(options, vertx, false);
    }

    private static TestWeb start(TestWebOptions options, Vertx vertx, boolean ownsVertx) {
        for (int attempt = 1; ; attempt++) {
            try {
                int port = options.port() == 0 ? new Addresses(options).freePort() : options.port();
                TestWeb web = new TestWeb(vertx, ownsVertx, options, port);
                web.listen();
                return web;
            } catch (IOException e) {
                // A port that is free on one address may be taken on the next, or be taken by now.
                if (options.port() != 0 || attempt == PORT_ATTEMPTS) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    public TestWebOptions options() {
        return options;
    }

    public Journal journal() {
        return journal;
    }

    /** Returns where the name server listens for UDP, as {@code ADDRESS:PORT}. */
    public String dnsAddress() {
        return dns().address();
    }

    /** Returns how many queries the name server got for a name in lower case. */
    public int dnsQueries(String name) {
        return dns().queries(name);
    }

    /** Returns the TCP port of all hosts. */
    public int port() {
        return port;
    }

    /** Returns the URL from which all pages can be reached. */
    public String frontPage() {
        return url(0, 0);
    }

    /** Returns the URL of a page in normal form, which is the only one it has. */
    public String url(int host, int page) {
        return layout.url(Place.page(host, page));
    }

    /** Returns path and query of a page, as the journal has them. */
    public String target(int host, int page) {
        return layout.path(Place.page(host, page));
    }

    public String hostName(int host) {
        return layout.hostName(host);
    }

    /** Returns the IPv4 address of a host. */
    public String hostAddress(int host) {
        return addresses.of(host);
    }

    public String title(int host, int page) {
        return writer.title(host, page);
    }

    /** Returns the HTML of a page as it is served when not compressed. */
    public byte[] content(int host, int page) {
        return writer.page(host, page);
    }

    /** Returns the URLs a page links to in normal form, in the order of its links, repetitions included. */
    public List<String> links(int host, int page) {
        return plan.links(host, page).stream().map(layout::url).toList();
    }

    /** Returns how many pages a crawl from the front page can get: all of them. */
    public long pageCount() {
        return (long) options.hosts() * options.pagesPerHost();
    }

    /** Returns the URLs of all pages. */
    public Set<String> pageUrls() {
        Set<String> urls = new HashSet<>();
        for (int host = 0; host < options.hosts(); host++) {
            for (int page = 0; page < options.pagesPerHost(); page++) {
                urls.add(url(host, page));
            }
        }
        return urls;
    }

    /**
     * Returns the linked URLs of a kind that are not pages: {@link VisitKind#MISSING}, {@link VisitKind#BROKEN},
     * {@link VisitKind#MOVED}, {@link VisitKind#PRIVATE} or {@link VisitKind#COPY}. Each is linked from one page.
     */
    public Set<String> companionUrls(VisitKind kind) {
        Set<String> urls = new HashSet<>();
        for (int host = 0; host < options.hosts(); host++) {
            for (int page = 0; page < options.pagesPerHost(); page++) {
                for (Place companion : layout.companions(host, page)) {
                    if (companion.kind() == kind) {
                        urls.add(layout.url(companion));
                    }
                }
            }
        }
        return urls;
    }

    /** Returns whether the first request for a page is answered with 503. */
    public boolean unavailableAtFirst(int host, int page) {
        return answers.unavailableAtFirst(host, page);
    }

    /** Forgets all requests: empties the journal, and pages that are unavailable at first are so again. */
    public void reset() {
        journal.reset();
        answers.reset();
    }

    @Override
    public void close() {
        try {
            stop();
            if (ownsVertx) {
                await(vertx.close());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DnsServer dns() {
        DnsServer running = dns;
        if (running == null) {
            throw new IllegalStateException("The name server is not running");
        }
        return running;
    }

    private void listen() throws IOException {
        SiteHandler handler = new SiteHandler(vertx, layout, answers, journal);
        try {
            for (int loop = 0; loop < options.eventLoops(); loop++) {
                SiteListeners listeners = new SiteListeners(
                        handler, addresses.share(loop, options.eventLoops()), port, options.certificate());
                deployments.add(await(vertx.deployVerticle(listeners, new DeploymentOptions())));
            }
            dns = await(
                    DnsServer.start(vertx, options.firstAddress(), options.dnsPort(), options.dnsTtl(), this::rule));
        } catch (IOException e) {
            stop();
            throw e;
        }
    }

    private void stop() throws IOException {
        for (String deployment : deployments) {
            await(vertx.undeploy(deployment));
        }
        deployments.clear();
        DnsServer running = dns;
        if (running != null) {
            await(running.close());
        }
    }

    private @Nullable NameRule rule(String name) {
        NameRule rule = options.names().get(name);
        Integer host = layout.host(name);
        if (rule != null || host == null) {
            return rule;
        }
        return NameRule.addresses(addresses.of(host));
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("The test web did not start or stop in time", e);
        }
    }
}
