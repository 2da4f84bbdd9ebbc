package io.orbweaver.rest;

import io.orbweaver.scheduler.CrawlCommands;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/** Adding seeds to a crawl, however many. */
final class SeedRoutes {
    /** Each holds some thousand URLs. */
    private static final int MOST_UPLOADS = 32;

    private final Vertx vertx;
    private final Crawls crawls;
    private final AtomicInteger uploads = new AtomicInteger();

    SeedRoutes(Vertx vertx, Crawls crawls) {
        this.vertx = vertx;
        this.crawls = crawls;
    }

    void mount(Router root) {
        root.post(RestApi.PREFIX + "/crawls/:id/seeds").handler(this::add);
    }

    private void add(RoutingContext context) {
        Requests.accepts(context, Requests.JSON);
        Requests.only(context);
        int id = Requests.crawl(context);
        boolean json = Requests.bodyType(context, Requests.JSON, "text/plain").equals(Requests.JSON);
        if (uploads.incrementAndGet() > MOST_UPLOADS) {
            uploads.decrementAndGet();
            throw new ProblemException(503, "There are " + MOST_UPLOADS + " uploads of seeds already: wait for one.");
        }
        // Ended, answered or broken off: each response comes to its end once.
        context.addEndHandler(end -> uploads.decrementAndGet());
        context.request().pause();
        Future<Boolean> open = crawls.call(scheduler -> {
            CrawlCommands.checkSeeds(scheduler, id);
            return true;
        });
        SeedUpload upload = new SeedUpload(vertx, context, crawls, id, json);
        Answers.when(context, open, yes -> upload.begin());
    }
}
