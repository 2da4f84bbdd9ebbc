package io.orbweaver.rest;

import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.json.CrawlJson;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One listener's server-sent events (HTML Living Standard, section 9.2). Who reads slower than is written gets fewer
 * {@code stats}, and the newest {@code state} once there is room: nothing is kept for later. Safe on any thread; writes
 * happen on the request's context.
 */
final class EventStream {
    /** Some 120 seconds: who has read nothing for that long is gone. */
    private static final int MOST_MISSED = 480;

    private final int crawl;
    private final HttpServerResponse response;
    private final Context context;
    private final Consumer<EventStream> closed;
    private @Nullable State told;
    private int missed;

    /** {@code closed}: hears when nothing can be written any more, perhaps more than once. */
    EventStream(int crawl, HttpServerResponse response, Context context, Consumer<EventStream> closed) {
        this.crawl = crawl;
        this.response = response;
        this.context = context;
        this.closed = closed;
    }

    int crawl() {
        return crawl;
    }

    /** Begins the answer with both events. */
    void begin(CrawlStatus status) {
        response.putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                // Proxies would hold events back until their buffer is full.
                .putHeader("X-Accel-Buffering", "no")
                .setChunked(true);
        write(status, true);
    }

    /** Tells how the crawl stands; null: it was deleted, which ends the stream. */
    void offer(@Nullable CrawlStatus status, boolean second) {
        context.runOnContext(now -> {
            if (response.closed() || response.ended()) {
                closed.accept(this);
            } else if (response.writeQueueFull()) {
                miss();
            } else if (status == null) {
                end();
            } else {
                missed = 0;
                write(status, second);
            }
        });
    }

    private void write(CrawlStatus status, boolean stats) {
        StringBuilder events = new StringBuilder();
        boolean news = status.state() != told;
        // Whoever listens until the end has the counts of the end then.
        if (stats || news) {
            event(events, "stats", CrawlJson.stats(status));
        }
        if (news) {
            told = status.state();
            event(events, "state", CrawlJson.state(status));
        }
        if (!events.isEmpty()) {
            response.write(events.toString());
        }
    }

    private static void event(StringBuilder events, String name, String data) {
        events.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
    }

    private void miss() {
        if (++missed > MOST_MISSED) {
            response.reset();
            closed.accept(this);
        }
    }

    void end() {
        closed.accept(this);
        context.runOnContext(now -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }
}
