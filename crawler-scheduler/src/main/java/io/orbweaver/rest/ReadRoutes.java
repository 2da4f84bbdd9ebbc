package io.orbweaver.rest;

import io.orbweaver.rest.ReadableCrawls.ReadableCrawl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * The part of the API that reads what was crawled, wherever it lies: pages, explanations, hosts and exports. All of it
 * streams: whatever is asked for, memory holds some parts of {@link io.orbweaver.message.ShardAnswer#MOST_BYTES} and, of
 * an archive, one body.
 */
public final class ReadRoutes implements AutoCloseable {
    /**
     * What exports may take.
     *
     * @param most so many at once; one more is refused
     * @param ownerPatience how long a shard may be away before an export that has begun is cut: it may move meanwhile
     * @param clientPatience how long a client may take nothing before it counts as gone
     */
    public record ExportLimits(int most, Duration ownerPatience, Duration clientPatience) {
        public static final ExportLimits DEFAULTS = new ExportLimits(4, Duration.ofSeconds(10), Duration.ofMinutes(2));
    }

    private final ReadableCrawls crawls;
    private final PageRoutes pages;
    private final ExplainRoutes explanations;
    private final ExportRoute exports;

    /**
     * @param shards of the whole cluster
     * @param scratch a directory for what an export has to sort
     */
    public ReadRoutes(
            Vertx vertx, ShardQueries queries, int shards, ReadableCrawls crawls, Path scratch, ExportLimits limits) {
        ShardReader reader = new ShardReader(vertx, queries, shards);
        this.crawls = crawls;
        this.pages = new PageRoutes(reader);
        this.explanations = new ExplainRoutes(reader);
        this.exports = new ExportRoute(reader, scratch, limits);
    }

    /** Adds the routes to the router of a server. */
    public void mount(Router root) {
        String crawl = RestApi.PREFIX + "/crawls/:id";
        root.get(crawl + "/pages").handler(context -> json(context, () -> ofCrawl(context, pages::list)));
        root.get(crawl + "/page").handler(context -> json(context, () -> ofCrawl(context, pages::record)));
        root.get(crawl + "/page/content").handler(context -> answer(context, () -> ofCrawl(context, pages::content)));
        root.get(crawl + "/explain").handler(context -> json(context, () -> ofCrawl(context, explanations::url)));
        root.get(crawl + "/export").handler(context -> answer(context, () -> ofCrawl(context, exports::export)));
        root.get(RestApi.PREFIX + "/hosts/:host").handler(context -> json(context, () -> explanations.host(context)));
    }

    /** Gives up the exports under way. */
    @Override
    public void close() {
        exports.close();
    }

    private interface Answering {
        Future<Void> begin();
    }

    private Future<Void> ofCrawl(RoutingContext context, BiFunction<RoutingContext, ReadableCrawl, Future<Void>> then) {
        return crawls.find(Requests.crawl(context)).compose(crawl -> then.apply(context, crawl));
    }

    private static void json(RoutingContext context, Answering answering) {
        answer(context, () -> {
            Requests.accepts(context, Requests.JSON);
            return answering.begin();
        });
    }

    private static void answer(RoutingContext context, Answering answering) {
        Future.succeededFuture().compose(any -> answering.begin()).onFailure(cause -> {
            // A client that went away is told nothing.
            if (!context.response().closed()) {
                Answers.fail(context, cause);
            }
        });
    }
}
