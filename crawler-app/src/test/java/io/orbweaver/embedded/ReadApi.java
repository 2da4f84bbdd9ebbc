package io.orbweaver.embedded;

import io.orbweaver.admission.ScopeFilter;
import io.orbweaver.config.FetchConfig;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.Provenance;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.frontier.CrawlPlan;
import io.orbweaver.frontier.HostSight;
import io.orbweaver.frontier.Sight;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.query.ShardAnswers;
import io.orbweaver.rest.Answers;
import io.orbweaver.rest.OwnerAwayException;
import io.orbweaver.rest.ReadRoutes;
import io.orbweaver.rest.ReadableCrawls.ReadableCrawl;
import io.orbweaver.scheduler.NoSuchCrawlException;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.store.DataDirectory;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.url.Url;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A crawl that has ended, read over HTTP from its data directory; its shards may be made to be away. */
final class ReadApi implements AutoCloseable {
    static final int MOST_EXPORTS = 2;
    private static final Duration OWNER_PATIENCE = Duration.ofMillis(500);

    final Set<Integer> away = ConcurrentHashMap.newKeySet();
    /** Questions until all shards are away. */
    final AtomicInteger questionsLeft = new AtomicInteger(Integer.MAX_VALUE);

    /** Whether a shard is away when it is asked, one question after the other; it is there for all others. */
    final Map<Integer, Queue<Boolean>> absences = new ConcurrentHashMap<>();

    /** Bytes of answers that shards gave. */
    final AtomicLong answered = new AtomicLong();

    private final DataDirectory directory;
    private final KeyValueStore store;
    private final ShardAnswers answers;
    private final ReadRoutes routes;
    private final Vertx vertx = Vertx.vertx();
    private final String address;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ReadableCrawl crawl;
    private final CrawlPlan plan;

    ReadApi(Path data, Path scratch, String address) throws Exception {
        this.address = address;
        directory = DataDirectory.open(data, null);
        store = directory.openStore(EmbeddedCrawl.storeSettings());
        Scheduler scheduler = new Scheduler(
                store,
                new Scheduler.Settings(
                        directory.clusterId(),
                        EmbeddedCrawl.SHARDS,
                        Duration.ZERO,
                        Duration.ZERO,
                        PolitenessConfig.defaults()),
                System.nanoTime());
        CrawlStatus status = scheduler.status(scheduler.ids().getFirst());
        List<Url> seeds = status.spec().seeds().stream()
                .map(Url::parse)
                .filter(Objects::nonNull)
                .toList();
        plan = new CrawlPlan(
                (int) status.id(), status.spec(), new ScopeFilter(status.spec().scope(), seeds), false);
        crawl = new ReadableCrawl(provenance(directory, status), status.reason());
        answers = new ShardAnswers(store, EmbeddedCrawl.SHARDS, "one", shard -> true, this::sight);
        routes = new ReadRoutes(
                vertx,
                this::ask,
                EmbeddedCrawl.SHARDS,
                id -> id == crawl.provenance().crawl()
                        ? Future.succeededFuture(crawl)
                        : Future.failedFuture(new NoSuchCrawlException(id)),
                scratch,
                new ReadRoutes.ExportLimits(MOST_EXPORTS, OWNER_PATIENCE, Duration.ofMinutes(1)));
        Router router = Router.router(vertx);
        Answers.install(router);
        routes.mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, address)
                .await(20, TimeUnit.SECONDS);
    }

    private Provenance provenance(DataDirectory of, CrawlStatus status) throws TimeoutException {
        Fetcher fetcher = new Fetcher(vertx, FetchConfig.defaults());
        String userAgent = fetcher.userAgent();
        fetcher.close().await(20, TimeUnit.SECONDS);
        return new Provenance(of.clusterId(), status.id(), status.spec().name(), status.created(), userAgent, "", true);
    }

    private Future<Sight> sight(int shard, Url url) {
        HostSight nothing = new HostSight(0, 0, Map.of(), List.of());
        return Future.succeededFuture(
                new Sight(Map.of(plan.id(), plan), new PolitenessRules(PolitenessConfig.defaults()), nothing));
    }

    private Future<byte[]> ask(int shard, byte[] question) {
        return absent(shard) || away.contains(shard) || questionsLeft.getAndDecrement() <= 0
                ? Future.failedFuture(new OwnerAwayException(shard, "one"))
                : answers.answer(question).onSuccess(answer -> answered.addAndGet(answer.length));
    }

    private boolean absent(int shard) {
        Queue<Boolean> left = absences.get(shard);
        return left != null && Boolean.TRUE.equals(left.poll());
    }

    int port() {
        return server.actualPort();
    }

    String address() {
        return address;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Gets a path below that of the crawl. */
    HttpResponse<byte[]> ofCrawl(String path) throws IOException, InterruptedException {
        return get("/crawls/" + plan.id() + path);
    }

    /** Gets a path below that of the API. */
    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + address + ":" + port() + "/api/v1" + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() throws TimeoutException {
        routes.close();
        client.close();
        vertx.close().await(20, TimeUnit.SECONDS);
        answers.close();
        store.close();
        directory.close();
    }
}
