package io.orbweaver.worker;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The event loops that drive requests; those of one host stay on one loop, where its connections are. Any thread. */
final class RequestLoops {
    private final List<Context> loops = new ArrayList<>();

    /** {@code broke}: hears, on the loop, of what breaks there outside of a request. */
    RequestLoops(Vertx vertx, int count, Consumer<Throwable> broke) {
        // The public API gives a thread one context however often it asks; only the internal one makes several.
        for (int i = 0; i < count; i++) {
            Context loop = ((VertxInternal) vertx).createEventLoopContext();
            loop.exceptionHandler(broke::accept);
            loops.add(loop);
        }
    }

    /** Makes a request on the host's loop; what throws there fails the future, which completes on any thread. */
    <T> Future<T> run(long hostHash, Supplier<Future<T>> request) {
        Promise<T> ended = Promise.promise();
        loops.get((int) Math.floorMod(hostHash, (long) loops.size()))
                .runOnContext(nothing ->
                        Future.succeededFuture().compose(any -> request.get()).onComplete(ended));
        return ended.future();
    }
}
