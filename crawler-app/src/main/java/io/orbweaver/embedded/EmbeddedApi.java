package io.orbweaver.embedded;

import io.orbweaver.app.ApiOptions;
import io.orbweaver.app.CrawlOptions;
import io.orbweaver.app.OpenParts;
import io.orbweaver.app.UsageException;
import io.orbweaver.config.NodeConfig;
import io.orbweaver.crawl.Provenance;
import io.orbweaver.http.Health;
import io.orbweaver.http.NodeServer;
import io.orbweaver.metrics.NodeMetrics;
import io.orbweaver.query.ShardAnswers;
import io.orbweaver.rest.Answers;
import io.orbweaver.rest.ReadRoutes;
import io.orbweaver.rest.RestApi;
import io.orbweaver.rest.SchedulerCrawls;
import io.orbweaver.scheduler.ClusterView;
import io.orbweaver.scheduler.NoSuchNodeException;
import io.orbweaver.scheduler.SchedulerThread;
import io.orbweaver.scheduler.WrongStateException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of a crawl in this process, on 127.0.0.1. It has an event loop of its own, which no crawl keeps busy; the
 * shards are asked without a bus between. What would take the crawl or the only worker away from the command that runs
 * them is refused.
 */
final class EmbeddedApi implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String OPENING = "crawl";
    private static final int PATIENCE_SECONDS = 10;

    private final Vertx vertx;
    private final NodeServer server;
    private final Health health;
    private final NodeMetrics metrics;

    private EmbeddedApi(Vertx vertx, NodeServer server, Health health, NodeMetrics metrics) {
        this.vertx = vertx;
        this.server = server;
        this.health = health;
        this.metrics = metrics;
    }

    /**
     * Takes the port. Until {@link #serve} there is nothing but health, which is not ready.
     *
     * @return null where no API is wanted, or it can be done without and the port cannot be had
     */
    static @Nullable EmbeddedApi listen(@Nullable ApiOptions wanted) throws UsageException {
        if (wanted == null) {
            return null;
        }
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2).setInternalBlockingPoolSize(2));
        NodeMetrics metrics = new NodeMetrics();
        Health health = new Health();
        health.require(OPENING, () -> Optional.of("it is being opened"));
        NodeConfig.Http http = new NodeConfig.Http(HOST, wanted.port(), wanted.token(), NodeConfig.Auth.TOKEN);
        try {
            NodeServer server = await(NodeServer.listen(vertx, http, health, metrics::text));
            return new EmbeddedApi(vertx, server, health, metrics);
        } catch (CompletionException e) {
            metrics.close();
            await(vertx.close());
            if (wanted.needed()) {
                throw new UsageException("--api-port " + wanted.port() + " cannot be listened on ("
                        + (e.getCause() == null ? e : e.getCause()).getMessage()
                        + "): name a free port, or leave it out.");
            }
            return null;
        }
    }

    /** Returns what {@code /metrics} shows. */
    NodeMetrics metrics() {
        return metrics;
    }

    /** Returns the address, without a path. */
    String url() {
        return "http://" + HOST + ":" + server.port();
    }

    /**
     * Serves everything from now on.
     *
     * @param crawl the one that the command runs
     * @param parts gets what is to be closed before the worker and the scheduler are
     */
    void serve(
            SchedulerThread scheduler,
            ClusterView cluster,
            ShardAnswers answers,
            Provenance crawl,
            CrawlOptions options,
            OpenParts parts) {
        parts.add(this::close);
        parts.add(answers::close);
        RestApi rest = new RestApi(vertx, scheduler, new OneWorker(cluster));
        parts.add(rest::close);
        ReadRoutes reading = new ReadRoutes(
                vertx,
                (shard, question) -> answers.answer(question),
                EmbeddedCrawl.SHARDS,
                new SchedulerCrawls(
                        scheduler,
                        crawl.cluster(),
                        crawl.userAgent(),
                        crawl.contact(),
                        options.politeness().standard().robots()),
                options.data(),
                ReadRoutes.ExportLimits.DEFAULTS);
        parts.add(reading::close);
        String own = Long.toString(crawl.crawl());
        server.router().delete(RestApi.PREFIX + "/crawls/:id").handler(context -> keep(own, context));
        rest.mount(server.router());
        reading.mount(server.router());
        server.openPath("/openapi.yaml");
        health.forget(OPENING);
    }

    private static void keep(String own, RoutingContext context) {
        if (own.equals(context.pathParam("id"))) {
            Answers.fail(
                    context,
                    new WrongStateException("The crawl " + own + " is that of the command which serves this: stop it,"
                            + " and delete the command's data directory when it has ended."));
        } else {
            context.next();
        }
    }

    /** Closing twice does nothing. */
    @Override
    public void close() {
        await(vertx.close());
        metrics.close();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** A cluster whose only worker cannot be done without: nobody else could take its shards. */
    private record OneWorker(ClusterView all) implements ClusterView {
        @Override
        public Status status() {
            return all.status();
        }

        @Override
        public void drain(String node) {
            throw refusal(node);
        }

        @Override
        public void lost(String node) {
            throw refusal(node);
        }

        private RuntimeException refusal(String id) {
            return status().nodes().stream()
                            .anyMatch(node ->
                                    node.role() == Role.WORKER && node.id().equals(id))
                    ? new WrongStateException("This cluster is one process, and " + id + " its only worker.")
                    : new NoSuchNodeException(id);
        }
    }
}
