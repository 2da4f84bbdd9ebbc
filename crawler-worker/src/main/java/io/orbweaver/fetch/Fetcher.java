package io.orbweaver.fetch;

import io.netty.util.NetUtil;
import io.orbweaver.config.FetchConfig;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.metrics.Metric;
import io.orbweaver.metrics.NodeMetrics;
import io.orbweaver.metrics.WorkerMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Makes requests: resolves, checks the address, connects, sends, and hands the answer on while it arrives. Nothing is
 * followed or repeated, but for a kept connection that turns out to be closed: then the request goes once more over a
 * new one.
 *
 * <p>The bodies of requests in flight together hold a quarter of the heap at most, or what two bodies of the configured
 * limit need if that is more, beside {@value BodyBudget#FREE} bytes for each; while nothing is left, servers wait.
 * Without a configured limit a body is cut where that memory ends for one: at a tenth of the heap.
 *
 * <p>Callable from any thread. An outcome is completed on the event loop that did the work. A future fails only for a
 * bug of ours or of a sink; whatever the network does is an outcome.
 */
public final class Fetcher {
    private static final int SCRATCH = 32 << 10;
    private static final int KNOWN_NAMES = 100_000;
    private static final int MOST_WAITING = 100_000;
    private static final long SWEEP_MILLIS = 1000;

    private final Vertx vertx;
    private final FetchConfig config;
    private final Loops loops;
    private final DnsQueries queries;
    private final NameCache names;
    private final AddressRules rules;
    private final ConnectionPool pool;
    private final Connector connector;
    private final ContentCodings codings = new ContentCodings();
    private final RequestHeaders headers;
    private final Map<ContextInternal, byte[]> scratch = new HashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final BodyBudget bodies;
    private final Set<Connection> busy = ConcurrentHashMap.newKeySet();
    private final AtomicInteger withdrawals = new AtomicInteger();
    private volatile BooleanSupplier allowed = () -> true;
    private final WorkerMetrics metrics = new WorkerMetrics();
    private final long sweep;

    /** @throws IllegalArgumentException where the configuration asks for what is not there */
    public Fetcher(Vertx vertx, FetchConfig config) {
        this(vertx, config, BodyBudget.ofHeap(config.maxBody()));
    }

    Fetcher(Vertx vertx, FetchConfig config, BodyBudget bodies) {
        if (!config.proxies().isEmpty()) {
            throw new IllegalArgumentException("fetch.proxies: proxies are not supported");
        }
        this.vertx = vertx;
        this.config = config;
        this.bodies = bodies;
        loops = new Loops(vertx);
        queries = new DnsQueries(loops, ((VertxInternal) vertx).transport(), config.dns());
        names = new NameCache(queries, config.dns(), KNOWN_NAMES, System::nanoTime, metrics);
        rules = new AddressRules(config.allowPrivateAddresses());
        pool = new ConnectionPool(config.connections(), config.connectionsPerAddress(), MOST_WAITING, System::nanoTime);
        connector = new Connector(vertx, config, metrics);
        headers = new RequestHeaders(config, codings.offered());
        loops.all().forEach(context -> scratch.put(context, new byte[SCRATCH]));
        sweep = vertx.setPeriodic(SWEEP_MILLIS, ignored -> pool.closeExpired());
    }

    /**
     * From now on a request is written only while this holds, which is asked on event loops just before. One that is not
     * written fails with {@link WithdrawnException}.
     */
    public void askWhile(BooleanSupplier allowed) {
        this.allowed = allowed;
    }

    /**
     * Cuts off the connections of all requests under way: these fail with {@link WithdrawnException}, unless their answers
     * are whole by then. Those to come are not concerned.
     */
    public void withdraw() {
        withdrawals.incrementAndGet();
        busy.forEach(Connection::abort);
    }

    int withdrawals() {
        return withdrawals.get();
    }

    boolean mayAsk() {
        return allowed.getAsBoolean();
    }

    /** The connections that carry a request. */
    Set<Connection> busy() {
        return busy;
    }

    public Future<FetchOutcome> fetch(FetchRequest request) {
        inFlight.incrementAndGet();
        return new Attempt(this, request).run().onComplete(ended -> inFlight.decrementAndGet());
    }

    /**
     * Whether bodies of requests in flight are to wait instead of growing: for when bodies that have arrived already fill
     * the memory. Their servers have to wait, so it should not last.
     */
    public void holdBodies(boolean wanted) {
        bodies.stop(wanted);
    }

    /** Returns what fetchers with this configuration call themselves. */
    public static String userAgent(FetchConfig config) {
        return new RequestHeaders(config, "").userAgent();
    }

    /** What the fetcher tells of itself in the User-Agent field. */
    public String userAgent() {
        return headers.userAgent();
    }

    public FetchCounts counts() {
        return new FetchCounts(
                pool.open(),
                pool.idle(),
                inFlight.get(),
                pool.waiting(),
                opened.sum(),
                bodies.held(),
                bodies.mostHeld(),
                bodies.waiting(),
                codings.open());
    }

    /** Closes every connection; requests under way end as failed. */
    public Future<Void> close() {
        vertx.cancelTimer(sweep);
        pool.close();
        return connector.close().onComplete(ignored -> queries.close());
    }

    ContextInternal nextLoop() {
        return loops.next();
    }

    ConnectionPool pool() {
        return pool;
    }

    /** Returns what is measured of requests; whoever uses the fetcher adds what it does with the answers. */
    public WorkerMetrics metrics() {
        return metrics;
    }

    /** Has a node's text show all of that, and the connections. */
    public void show(NodeMetrics shown) {
        metrics.show(shown);
        shown.show(Metric.CONNECTIONS, "active", () -> {
            FetchCounts counts = counts();
            return counts.open() - counts.idle();
        });
        shown.show(Metric.CONNECTIONS, "idle", () -> counts().idle());
        shown.show(Metric.CONNECTIONS_OPENED, "", () -> counts().opened());
        shown.show(Metric.REQUESTS_IN_FLIGHT, "", () -> counts().inFlight());
    }

    /** Returns the addresses of a host that may be connected to: at least one. */
    Future<List<InetAddress>> addresses(String host) {
        return resolve(host).compose(found -> {
            List<InetAddress> allowed = rules.allowed(found);
            if (!allowed.isEmpty()) {
                return Future.succeededFuture(allowed);
            }
            InetAddress first = found.get(0);
            return Future.failedFuture(new Failures.Refused(
                    FailureKind.REFUSED_ADDRESS,
                    "The address " + first.getHostAddress() + " is not one of the public web ("
                            + AddressRules.refusal(first.getAddress()) + ")."));
        });
    }

    private Future<List<InetAddress>> resolve(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        byte[] literal =
                NetUtil.createByteArrayFromIpAddressString(bracketed ? host.substring(1, host.length() - 1) : host);
        if (literal == null) {
            return names.resolve(host);
        }
        try {
            return Future.succeededFuture(List.of(InetAddress.getByAddress(literal)));
        } catch (UnknownHostException e) {
            return Future.failedFuture(e);
        }
    }

    Future<Connection> connect(
            ContextInternal context, FetchRequest request, InetAddress address, ConnectionPool.Slot slot) {
        long begin = System.nanoTime();
        return connector.connect(context, request.url(), address, slot).onSuccess(connection -> {
            metrics.connected(System.nanoTime() - begin);
            opened.increment();
            connection.whenClosed(() -> pool.closed(connection));
        });
    }

    int hostLimit(FetchRequest request) {
        return request.connectionsPerHost() == 0 ? config.connectionsPerHost() : request.connectionsPerHost();
    }

    Exchange.Terms terms(FetchRequest request, ContextInternal context, Attempt.Clock clock) {
        byte[] lent = scratch.get(context);
        if (lent == null) {
            throw new IllegalStateException("an event loop that is not ours");
        }
        return new Exchange.Terms(
                request,
                headers.of(request.headers()),
                config.idleTimeout().toNanos(),
                config.totalTimeout().toNanos(),
                config.keepAlive().toNanos(),
                clock.startedAt(),
                clock.startedNanos(),
                lent,
                codings,
                bodies);
    }
}
