package io.orbweaver.rest;

import io.orbweaver.config.Problem;
import io.orbweaver.rest.ReadableCrawls.ReadableCrawl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the API that reads what was crawled, wherever it lies: pages, explanations, hosts and exports. All of it
 * streams: whatever is asked for, memory holds some parts of {@link io.orbweaver.message.ShardAnswer#MOST_BYTES} and, of
 * an archive, one body.
 */
public final class ReadRoutes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadRoutes.class);
    private static final String RETRY_SECONDS = "2";

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

    /** Adds the routes to the router of {@code /api/v1}. */
    public void addTo(Router api) {
        api.get("/crawls/:id/pages").handler(context -> ofCrawl(context, pages::list));
        api.get("/crawls/:id/page").handler(context -> ofCrawl(context, pages::record));
        api.get("/crawls/:id/page/content").handler(context -> ofCrawl(context, pages::content));
        api.get("/crawls/:id/explain").handler(context -> ofCrawl(context, explanations::url));
        api.get("/crawls/:id/export").handler(context -> ofCrawl(context, exports::export));
        api.get("/hosts/:host").handler(context -> answer(context, () -> explanations.host(context)));
    }

    /** Gives up the exports under way. */
    @Override
    public void close() {
        exports.close();
    }

    private interface Answering {
        Future<Void> begin();
    }

    private void ofCrawl(RoutingContext context, BiFunction<RoutingContext, ReadableCrawl, Future<Void>> then) {
        answer(context, () -> {
            String id = context.pathParam("id");
            // Ids fill 31 bits.
            boolean number = id.length() <= 10 && !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
            long value = number ? Long.parseLong(id) : -1;
            Future<ReadableCrawl> found =
                    value >= 0 && value <= Integer.MAX_VALUE ? crawls.find((int) value) : Future.succeededFuture();
            return found.compose(crawl -> crawl == null
                    ? Future.failedFuture(new ProblemException(404, "There is no crawl " + shortened(id) + "."))
                    : then.apply(context, crawl));
        });
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static void answer(RoutingContext context, Answering answering) {
        Future<Void> answered;
        try {
            answered = answering.begin();
        } catch (RuntimeException e) {
            answered = Future.failedFuture(e);
        }
        answered.onFailure(cause -> refuse(context.response(), cause));
    }

    /** Says why there is no answer; of one that has begun the connection is cut, so that nobody takes it for whole. */
    private static void refuse(HttpServerResponse response, Throwable cause) {
        if (response.headWritten()) {
            LOG.info("An answer was cut: {}", cause.toString());
            response.reset();
            return;
        }
        ProblemException problem = asProblem(cause);
        if (problem.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        String title = response.setStatusCode(problem.status()).getStatusMessage();
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json").end(text(problem, title));
    }

    private static ProblemException asProblem(Throwable cause) {
        return switch (cause) {
            case ProblemException known -> known;
            case OwnerAwayException away -> new ProblemException(503, String.valueOf(away.getMessage()));
            default -> {
                LOG.error("A request failed", cause);
                yield new ProblemException(500, "Something went wrong here; the log says what.");
            }
        };
    }

    private static String text(ProblemException problem, String title) {
        JsonObject text = new JsonObject()
                .put("status", problem.status())
                .put("title", title)
                .put("detail", problem.getMessage());
        if (!problem.errors().isEmpty()) {
            JsonArray errors = new JsonArray();
            for (Problem each : problem.errors()) {
                errors.add(new JsonObject().put("pointer", each.path()).put("detail", each.detail()));
            }
            text.put("errors", errors);
        }
        return text.encode();
    }
}
