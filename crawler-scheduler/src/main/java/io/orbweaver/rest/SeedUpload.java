package io.orbweaver.rest;

import io.orbweaver.config.Problem;
import io.orbweaver.crawl.UserText;
import io.orbweaver.json.InvalidJsonException;
import io.orbweaver.json.SeedsReader;
import io.orbweaver.scheduler.BusyException;
import io.orbweaver.scheduler.CrawlCommands;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * One body of seeds. It is read as the scheduler takes it: a thousand URLs become durable, then the next are read. So
 * memory does not grow with the body. On the request's context.
 */
final class SeedUpload {
    private static final int CHUNK = 1_000;
    private static final int MOST_REJECTS = 100;
    private static final int SHOWN = 200;
    /** So long may who is refused go on sending before the connection is closed. */
    private static final long PATIENCE_MILLIS = 2_000;

    private static final String FULL =
            "The scope of the crawl names as many sites as it can: add those that are left to"
                    + " another crawl, or to one whose scope is any.";
    private static final int MOST_TRIES = 100;
    private static final long RETRY_MILLIS = 100;

    private final Vertx vertx;
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final Crawls crawls;
    private final int crawl;
    private final LineReader lines = new LineReader(this::line);
    private final SeedsReader list = new SeedsReader(this::seed);
    private final boolean json;

    private record Seed(long position, String url) {}

    private List<Seed> good = new ArrayList<>();
    private final JsonArray rejected = new JsonArray();
    private long position;
    private long accepted;
    private long refused;
    private boolean failed;

    SeedUpload(Vertx vertx, RoutingContext context, Crawls crawls, int crawl, boolean json) {
        this.vertx = vertx;
        this.context = context;
        this.request = context.request();
        this.crawls = crawls;
        this.crawl = crawl;
        this.json = json;
    }

    /** Starts a paused request. */
    void begin() {
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.exceptionHandler(gone -> failed = true);
        request.handler(this::read);
        request.endHandler(end -> finish());
        request.resume();
    }

    private void read(Buffer bytes) {
        if (failed) {
            return;
        }
        try {
            if (json) {
                list.feed(bytes.getBytes());
            } else {
                lines.feed(bytes.getBytes());
            }
        } catch (InvalidJsonException e) {
            fail(invalid(e));
            return;
        }
        if (good.size() >= CHUNK) {
            request.pause();
            flush(request::resume);
        }
    }

    private void line(String text) {
        String url = position == 0 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        position++;
        // Lists of seeds have empty lines and comments, which no URL begins like.
        if (!url.isBlank() && !url.startsWith("#")) {
            check(url);
        }
    }

    private void seed(String text) {
        position++;
        check(text);
    }

    private void check(String text) {
        String wrong = UserText.urlProblem(text);
        if (wrong == null) {
            good.add(new Seed(position, text));
        } else {
            reject(position, text, wrong);
        }
    }

    private void reject(long at, String text, String reason) {
        refused++;
        if (rejected.size() < MOST_REJECTS) {
            rejected.add(
                    new JsonObject().put("line", at).put("url", shortened(text)).put("reason", shortened(reason)));
        }
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private void flush(Runnable next) {
        List<Seed> seeds = good;
        good = new ArrayList<>();
        add(seeds, next, 0);
    }

    private void add(List<Seed> seeds, Runnable next, int tries) {
        List<String> urls = seeds.stream().map(Seed::url).toList();
        crawls.call(scheduler -> CrawlCommands.seeds(scheduler, crawl, urls, System.nanoTime()))
                .onSuccess(untaken -> {
                    accepted += seeds.size() - untaken.size();
                    untaken.forEach(index ->
                            reject(seeds.get(index).position(), seeds.get(index).url(), FULL));
                    next.run();
                })
                .onFailure(failure -> {
                    // Half of a body is in: better late than broken off.
                    if (failure instanceof BusyException && tries < MOST_TRIES && !failed) {
                        vertx.setTimer(RETRY_MILLIS, again -> add(seeds, next, tries + 1));
                    } else {
                        fail(failure);
                    }
                });
    }

    private void finish() {
        if (failed) {
            return;
        }
        try {
            if (json) {
                list.end();
            } else {
                lines.end();
            }
        } catch (InvalidJsonException e) {
            fail(invalid(e));
            return;
        }
        if (accepted + refused + good.size() == 0) {
            fail(ProblemException.invalid(
                    List.of(new Problem(json ? "/seeds" : "", "is empty: name at least one URL"))));
        } else if (good.isEmpty()) {
            answer();
        } else {
            flush(this::answer);
        }
    }

    private void answer() {
        JsonObject answer = new JsonObject().put("accepted", accepted).put("rejected", rejected);
        Answers.json(context, 200, answer.encode());
    }

    private ProblemException invalid(InvalidJsonException e) {
        return new ProblemException(
                400, "The body cannot be read; " + accepted + " seeds before that have been added.", e.problems());
    }

    /** What is still under way is read and dropped, so that the answer arrives; but not for ever. */
    private void fail(Throwable failure) {
        failed = true;
        good = new ArrayList<>();
        Answers.fail(context, failure);
        if (!request.isEnded()) {
            request.resume();
            vertx.setTimer(PATIENCE_MILLIS, late -> cut());
        }
    }

    private void cut() {
        if (!request.isEnded()) {
            // One connection of HTTP/2 carries other requests, too.
            if (request.version() == HttpVersion.HTTP_2) {
                request.response().reset();
            } else {
                request.connection().close();
            }
        }
    }
}
