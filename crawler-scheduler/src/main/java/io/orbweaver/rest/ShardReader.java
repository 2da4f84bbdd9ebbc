package io.orbweaver.rest;

import io.orbweaver.message.ShardAnswer;
import io.orbweaver.message.ShardAnswer.Refused;
import io.orbweaver.message.ShardQuestion;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks shards and understands the answers, which come on the caller's Vert.x context where it has one. Any thread. */
final class ShardReader {
    private static final long AGAIN_MILLIS = 200;

    private final Vertx vertx;
    private final ShardQueries queries;
    private final int shards;

    ShardReader(Vertx vertx, ShardQueries queries, int shards) {
        this.vertx = vertx;
        this.queries = queries;
        this.shards = shards;
    }

    int shards() {
        return shards;
    }

    /** Fails with {@link OwnerAwayException}, or with a {@link ProblemException} where the owner has no answer. */
    <A extends ShardAnswer> Future<A> ask(ShardQuestion question, Class<A> kind) {
        Future<A> answer = queries.ask(question.shard(), question.encode())
                .map(ShardAnswer::decode)
                .compose(decoded -> understood(question, decoded, kind));
        Context caller = Vertx.currentContext();
        return caller == null ? answer : on(caller, answer);
    }

    private static <A> Future<A> on(Context context, Future<A> answer) {
        Promise<A> here = Promise.promise();
        answer.onComplete(done -> context.runOnContext(nothing -> here.handle(done)));
        return here.future();
    }

    private static <A extends ShardAnswer> Future<A> understood(
            ShardQuestion question, ShardAnswer answer, Class<A> kind) {
        if (!(answer instanceof Refused refused)) {
            return Future.succeededFuture(kind.cast(answer));
        }
        return Future.failedFuture(
                switch (refused.why()) {
                    case NOT_OWNED -> new OwnerAwayException(question.shard(), null);
                    case UNKNOWN_CRAWL ->
                        new ProblemException(
                                503, "The worker of shard " + question.shard() + " has yet to hear of the crawl.");
                    case BUSY ->
                        new ProblemException(
                                503, "The worker of shard " + question.shard() + " is asked too much at once.");
                    case GONE -> new ProblemException(404, "What was asked for is not there any more.");
                });
    }

    /** Asks again where the owner is away or busy, until {@code patience} is over. */
    <A extends ShardAnswer> Future<A> askPatiently(ShardQuestion question, Class<A> kind, Duration patience) {
        return again(question, kind, System.nanoTime() + patience.toNanos());
    }

    private <A extends ShardAnswer> Future<A> again(ShardQuestion question, Class<A> kind, long until) {
        return ask(question, kind)
                .recover(cause -> passing(cause) && System.nanoTime() - until < 0
                        ? vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).compose(any -> again(question, kind, until))
                        : Future.failedFuture(cause));
    }

    private static boolean passing(Throwable cause) {
        return cause instanceof OwnerAwayException
                || cause instanceof ProblemException problem && problem.status() == 503;
    }
}
