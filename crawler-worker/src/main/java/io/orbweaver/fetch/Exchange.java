package io.orbweaver.fetch;

import io.netty.util.concurrent.ScheduledFuture;
import io.orbweaver.crawl.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on a connection. Confined to the connection's event loop.
 *
 * <p>The idle time-out counts from the last byte that arrived, the total one from the request; before the head is
 * complete either is a failure, after it a truncation. Zero is no time-out.
 *
 * <p>While the body must wait for its share of the budget nothing is read, and the idle time-out does not run.
 */
final class Exchange {
    /** Each costs far more memory than its bytes on the wire. */
    private static final int MOST_FIELDS = 2_000;

    /** What an exchange needs beside its connection: limits in nanoseconds, fields to send, when the attempt began. */
    record Terms(
            FetchRequest request,
            MultiMap headers,
            long idleNanos,
            long totalNanos,
            long keepAliveNanos,
            Instant startedAt,
            long startedNanos,
            byte[] scratch,
            ContentCodings codings,
            BodyBudget budget) {}

    /**
     * How it ended: with an outcome, or with a failure before the head of the answer.
     *
     * @param unanswered the connection ended before the first byte of an answer
     * @param keepNanos how long the connection may be kept for another request, zero if not at all
     */
    record Result(@Nullable FetchOutcome outcome, @Nullable Throwable failure, boolean unanswered, long keepNanos) {}

    private final Connection connection;
    private final Terms terms;
    private final Promise<Result> promise = Promise.promise();
    private final long requestedNanos = System.nanoTime();
    private final long bytesBefore;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable HttpClientResponse response;
    private @Nullable HeaderFields fields;
    private @Nullable MessageHeads heads;
    private @Nullable ResponseBody body;
    private boolean waiting;
    private long resumedNanos = requestedNanos;
    private boolean done;

    private Exchange(Connection connection, Terms terms) {
        this.connection = connection;
        this.terms = terms;
        this.bytesBefore = connection.meter().bytes();
    }

    /** Must be called on the connection's context; completes there, and fails only where a sink threw. */
    static Future<Result> run(Connection connection, Terms terms) {
        Exchange exchange = new Exchange(connection, terms);
        exchange.watch();
        if (connection.heads() != null) {
            connection.heads().begin();
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(terms.request().url().host())
                .setPort(terms.request().url().port())
                .setURI(terms.request().url().pathAndQuery())
                .setHeaders(terms.headers());
        connection
                .http()
                .request(options)
                .onComplete(made -> exchange.guarded(() -> exchange.send(made)), exchange::failed);
        return exchange.promise.future();
    }

    private void send(HttpClientRequest request) {
        request.exceptionHandler(this::failed);
        request.send().onComplete(answer -> guarded(() -> head(answer)), this::failed);
    }

    private void head(HttpClientResponse answer) {
        if (done) {
            return;
        }
        if (answer.statusCode() < 200) {
            failed(new Failures.Refused(FailureKind.PROTOCOL, "The server changed the protocol unasked."));
            return;
        }
        HeaderFields received = HeaderFields.of(answer.headers());
        if (received.fields().size() > MOST_FIELDS) {
            failed(new Failures.Refused(FailureKind.PROTOCOL, "The answer has more than " + MOST_FIELDS + " fields."));
            return;
        }
        String coding = received.list("Content-Encoding");
        FetchRequest request = terms.request();
        long largest = terms.budget().largestBody();
        long limit = request.maxBody() == 0 ? largest : Math.min(request.maxBody(), largest);
        BodyBudget.Share share = terms.budget().open(this::granted);
        ResponseBody taken = new ResponseBody(request.sink(), terms.codings(), coding, limit, terms.scratch(), share);
        response = answer;
        fields = received;
        heads = heads(answer);
        body = taken;
        request.sink().head(answer.statusCode(), received);
        answer.exceptionHandler(this::failed);
        answer.handler(chunk -> guarded(() -> chunk(taken, chunk)));
        answer.endHandler(ignored -> guarded(() -> end(taken, null)));
    }

    private MessageHeads heads(HttpClientResponse answer) {
        MessageHeads seen =
                connection.heads() == null ? null : connection.heads().take();
        return seen == null ? MessageHeads.translated(terms.request().url(), terms.headers(), answer) : seen;
    }

    private void chunk(ResponseBody taken, Buffer chunk) {
        if (done) {
            return;
        }
        advance(taken, taken.take(chunk));
    }

    private void advance(ResponseBody taken, ResponseBody.Step reached) {
        ResponseBody.Step step = reached;
        while (step == ResponseBody.Step.FULL && !waiting) {
            if (taken.grow()) {
                step = taken.goOn();
            } else {
                pause();
            }
        }
        if (step == ResponseBody.Step.CUT) {
            end(taken, FetchOutcome.Truncation.LENGTH);
        }
    }

    private void pause() {
        waiting = true;
        connection.reading(false);
        if (response != null) {
            response.pause();
        }
    }

    /** The budget has made room; it says so on any thread. */
    private void granted() {
        connection.context().runOnContext(ignored -> guarded(this::resume));
    }

    private void resume() {
        HttpClientResponse answer = response;
        ResponseBody taken = body;
        if (done || answer == null || taken == null) {
            return;
        }
        waiting = false;
        advance(taken, taken.goOn());
        if (done || waiting) {
            return;
        }
        resumedNanos = System.nanoTime();
        if (timer != null) {
            timer.cancel(false);
        }
        watch();
        connection.reading(true);
        answer.resume();
    }

    private void end(ResponseBody taken, FetchOutcome.@Nullable Truncation cut) {
        HttpClientResponse answer = response;
        HeaderFields received = fields;
        MessageHeads seen = heads;
        if (done || answer == null || received == null || seen == null) {
            return;
        }
        FetchOutcome.Truncation truncation = cut == null && !taken.decoded() ? FetchOutcome.Truncation.DECODE : cut;
        FetchOutcome outcome = new FetchOutcome.Answered(
                answer.statusCode(),
                received,
                seen,
                taken.asReceived(),
                taken.decodedBytes(),
                taken.sha256Digest(),
                truncation,
                connection.ip(),
                protocol(answer.version(), seen),
                terms.startedAt(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - terms.startedNanos()));
        // Where it was cut, the rest of the answer is still on its way; where only the coding was broken, it is not.
        finish(new Result(outcome, null, false, cut == null ? keepNanos(answer) : 0));
    }

    private void failed(Throwable failure) {
        if (done) {
            return;
        }
        if (body != null) {
            end(body, FetchOutcome.Truncation.DISCONNECT);
            return;
        }
        // HTTP/2 sends frames of its own before an answer, so there bytes tell nothing.
        boolean silent =
                connection.meter().bytes() == bytesBefore || connection.http().protocolVersion() == HttpVersion.HTTP_2;
        boolean hungUp = Failures.kind(failure) == FailureKind.CONNECT;
        Throwable told = hungUp && !silent
                ? new Failures.Refused(FailureKind.PROTOCOL, "The connection ended inside the head of the answer.")
                : failure;
        finish(new Result(null, told, hungUp && silent, 0));
    }

    private void watch() {
        long now = System.nanoTime();
        long lastByte = Math.max(0, connection.meter().lastNanos() - requestedNanos) + requestedNanos;
        long idleFrom = Math.max(0, resumedNanos - lastByte) + lastByte;
        long idleLeft = terms.idleNanos() == 0 || waiting ? Long.MAX_VALUE : idleFrom + terms.idleNanos() - now;
        long totalLeft = terms.totalNanos() == 0 ? Long.MAX_VALUE : requestedNanos + terms.totalNanos() - now;
        long left = Math.min(idleLeft, totalLeft);
        if (left <= 0) {
            guarded(() -> timeOut(totalLeft <= 0));
        } else if (left < Long.MAX_VALUE) {
            timer = connection.context().nettyEventLoop().schedule(this::watch, left, TimeUnit.NANOSECONDS);
        }
    }

    private void timeOut(boolean total) {
        if (done) {
            return;
        }
        if (body != null) {
            end(body, FetchOutcome.Truncation.TIME);
            return;
        }
        String sentence =
                total ? "The answer took longer than the total time-out." : "No byte arrived for the idle time-out.";
        finish(new Result(null, new Failures.Refused(FailureKind.TIMEOUT, sentence), false, 0));
    }

    /** What a sink throws must not leave the fetch without an end. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            if (!done) {
                settle();
                promise.fail(e);
            }
        }
    }

    private void finish(Result result) {
        settle();
        promise.complete(result);
    }

    private void settle() {
        done = true;
        if (timer != null) {
            timer.cancel(false);
        }
        if (body != null) {
            body.close();
        }
    }

    /** How long the server may let the connection live (RFC 9112 section 9.3), but not longer than we want it. */
    private long keepNanos(HttpClientResponse answer) {
        if (answer.version() == HttpVersion.HTTP_2) {
            return terms.keepAliveNanos();
        }
        // After an answer of HTTP/1.0 the client has closed the connection already.
        if (!connection.open() || answer.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
            return 0;
        }
        return Math.min(
                terms.keepAliveNanos(), KeepAliveField.nanos(answer.headers().get("keep-alive")));
    }

    private static String protocol(HttpVersion version, MessageHeads seen) {
        if (version == HttpVersion.HTTP_2) {
            return "h2";
        }
        // The client tells the version that it asked with.
        return seen.http10() ? "http/1.0" : "http/1.1";
    }
}
