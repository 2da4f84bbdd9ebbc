package io.orbweaver.rest;

import io.orbweaver.scheduler.ClusterView;
import io.orbweaver.scheduler.SchedulerThread;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The API of the scheduler: crawls, seeds, events, politeness and the cluster, and the document that describes them.
 * Whoever may call is decided before its routes are reached. Safe on any thread.
 */
public final class RestApi implements AutoCloseable {
    /** Where all but the description lies. */
    public static final String PREFIX = "/api/v1";

    private static final String DESCRIPTION = "openapi.yaml";

    private final Crawls crawls;
    private final ClusterView cluster;
    private final EventRoutes events;
    private final SeedRoutes seeds;
    private final Buffer description = Buffer.buffer(description());

    public RestApi(Vertx vertx, SchedulerThread scheduler, ClusterView cluster) {
        this.crawls = new Crawls(scheduler);
        this.cluster = cluster;
        this.events = new EventRoutes(vertx, crawls);
        this.seeds = new SeedRoutes(vertx, crawls);
    }

    /** Adds the routes, and what makes problems of failures, to the router of a server. */
    public void mount(Router root) {
        Answers.install(root);
        root.get("/" + DESCRIPTION).handler(this::describe);
        new CrawlRoutes(crawls).mount(root);
        seeds.mount(root);
        events.mount(root);
        new PolitenessRoutes(crawls).mount(root);
        new ClusterRoutes(crawls, cluster).mount(root);
    }

    private void describe(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "application/yaml")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(description);
    }

    private static byte[] description() {
        try (InputStream in = RestApi.class.getResourceAsStream(DESCRIPTION)) {
            if (in == null) {
                throw new IllegalStateException(DESCRIPTION + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the jar cannot be read", e);
        }
    }

    /** Ends the streams of events. */
    @Override
    public void close() {
        events.close();
    }
}
