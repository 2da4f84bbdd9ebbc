package io.orbweaver.fetch;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One context on each event loop, given out in turn. Callable from any thread. */
final class Loops {
    private final List<ContextInternal> contexts;
    private final AtomicInteger turn = new AtomicInteger();

    Loops(Vertx vertx) {
        VertxInternal internal = (VertxInternal) vertx;
        List<ContextInternal> all = new ArrayList<>();
        for (EventExecutor executor : internal.nettyEventLoopGroup()) {
            all.add(internal.contextBuilder()
                    .withEventLoop((EventLoop) executor)
                    .build());
        }
        contexts = List.copyOf(all);
    }

    List<ContextInternal> all() {
        return contexts;
    }

    ContextInternal next() {
        return contexts.get(Math.floorMod(turn.getAndIncrement(), contexts.size()));
    }
}
