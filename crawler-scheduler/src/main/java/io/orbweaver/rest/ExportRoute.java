package io.orbweaver.rest;

import io.orbweaver.export.OutputFormat;
import io.orbweaver.export.StreamedExport;
import io.orbweaver.message.ShardAnswer;
import io.orbweaver.message.ShardQuestion;
import io.orbweaver.rest.ReadableCrawls.ReadableCrawl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /crawls/{id}/export}: everything that was fetched, as it comes from its owners. Each export has a thread,
 * which waits for shards and for the client; requests only begin it.
 */
final class ExportRoute implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportRoute.class);
    /** Shards that are asked at once whether they are there. */
    private static final int ASKED_AT_ONCE = 16;
    /** Shards that a refusal names. */
    private static final int NAMED = 20;

    private final ShardReader reader;
    private final Path scratch;
    private final ReadRoutes.ExportLimits limits;
    /** Numbers of exports that are not under way: each has a scratch file of its own. Of the event loops. */
    private final Set<Integer> free = ConcurrentHashMap.newKeySet();

    private final Set<ResponsePipe> open = ConcurrentHashMap.newKeySet();

    ExportRoute(ShardReader reader, Path scratch, ReadRoutes.ExportLimits limits) {
        this.reader = reader;
        this.scratch = scratch;
        this.limits = limits;
        for (int number = 0; number < limits.most(); number++) {
            free.add(number);
        }
    }

    Future<Void> export(RoutingContext context, ReadableCrawl crawl) {
        Parameters parameters = new Parameters(context.queryParams());
        OutputFormat format = parameters.required("format", ExportRoute::format);
        parameters.end();
        int number = free.stream().filter(free::remove).findFirst().orElse(-1);
        if (number < 0) {
            throw new ProblemException(
                    503, "There are " + limits.most() + " exports under way, which is the most at once.");
        }
        return away(crawl)
                .compose(away -> {
                    if (!away.isEmpty()) {
                        return Future.failedFuture(new ProblemException(503, refusal(away)));
                    }
                    begin(context.response(), crawl, Objects.requireNonNull(format), number);
                    return Future.<Void>succeededFuture();
                })
                .onFailure(cause -> free.add(number));
    }

    private static OutputFormat format(String label) {
        for (OutputFormat format : OutputFormat.values()) {
            if (format.label().equals(label)) {
                return format;
            }
        }
        throw new IllegalArgumentException("is none of "
                + List.of(OutputFormat.values()).stream()
                        .map(OutputFormat::label)
                        .collect(Collectors.joining(", ")));
    }

    /** Returns which shards do not answer now. */
    private Future<Set<Integer>> away(ReadableCrawl crawl) {
        Set<Integer> away = new TreeSet<>();
        List<Future<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < Math.min(ASKED_AT_ONCE, reader.shards()); lane++) {
            lanes.add(probe(crawl.id(), lane, away));
        }
        return Future.join(lanes).map(all -> away);
    }

    private Future<Void> probe(int crawl, int shard, Set<Integer> away) {
        if (shard >= reader.shards()) {
            return Future.succeededFuture();
        }
        ShardQuestion question = new ShardQuestion.Pages(shard, crawl, 0, ShardQuestion.Filter.EVERYTHING, 1);
        return reader.ask(question, ShardAnswer.Pages.class)
                .recover(cause -> {
                    if (!(cause instanceof OwnerAwayException)) {
                        return Future.failedFuture(cause);
                    }
                    away.add(shard);
                    return Future.succeededFuture();
                })
                .compose(answer -> probe(crawl, shard + ASKED_AT_ONCE, away));
    }

    private static String refusal(Set<Integer> away) {
        String named = away.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return (away.size() == 1 ? "The shard " : "The shards ") + named
                + (away.size() > NAMED ? " and " + (away.size() - NAMED) + " more" : "")
                + (away.size() == 1 ? " is" : " are")
                + " away: an export would lack what lies there.";
    }

    private void begin(HttpServerResponse response, ReadableCrawl crawl, OutputFormat format, int number) {
        String stem = "crawl-" + crawl.id();
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, format.mediaType())
                .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + stem + format.ending() + "\"")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        ResponsePipe pipe =
                new ResponsePipe(Objects.requireNonNull(Vertx.currentContext()), response, limits.clientPatience());
        open.add(pipe);
        Thread.ofVirtual().name("export-" + number).start(() -> {
            try {
                write(pipe, crawl, format, stem + OutputFormat.WARC.ending(), number);
            } finally {
                open.remove(pipe);
                free.add(number);
            }
        });
    }

    private void write(ResponsePipe pipe, ReadableCrawl crawl, OutputFormat format, String archive, int number) {
        Path sorting = scratch.resolve("export-" + number + ".sort");
        RemoteCaptures captures = new RemoteCaptures(reader, crawl.id(), limits.ownerPatience());
        try (StreamedExport export = StreamedExport.open(format, pipe, archive, crawl.provenance(), sorting)) {
            captures.forEach(format.messages(), export::write);
            export.complete();
            pipe.complete();
        } catch (IOException | UncheckedIOException e) {
            pipe.abort(String.valueOf(e.getMessage()));
            LOG.info("The export of crawl {} broke off: {}", crawl.id(), e.getMessage());
        } catch (RuntimeException | Error e) {
            pipe.abort("it failed");
            LOG.error("The export of crawl {} failed", crawl.id(), e);
        }
    }

    @Override
    public void close() {
        open.forEach(pipe -> pipe.abort("the node ends"));
    }
}
