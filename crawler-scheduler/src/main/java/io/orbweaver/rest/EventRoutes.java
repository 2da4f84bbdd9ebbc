package io.orbweaver.rest;

import io.orbweaver.crawl.CrawlStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of events. One question to the scheduler, four times a second while somebody listens and once a second
 * otherwise, serves all of them and measures the rates besides. Safe on any thread.
 */
final class EventRoutes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);
    private static final long TICK_MILLIS = 250;
    private static final long TICKS_A_SECOND = 1_000 / TICK_MILLIS;
    private static final int MOST_STREAMS = 200;

    private static final int LAST_SECONDS = 1;

    private final Vertx vertx;
    private final Crawls crawls;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final long timer;
    private long ticks;

    EventRoutes(Vertx vertx, Crawls crawls) {
        this.vertx = vertx;
        this.crawls = crawls;
        this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
    }

    void mount(Router root) {
        root.get(RestApi.PREFIX + "/crawls/:id/events").handler(this::open);
    }

    private void open(RoutingContext context) {
        Requests.accepts(context, "text/event-stream");
        Requests.only(context);
        int id = Requests.crawl(context);
        if (streams.size() >= MOST_STREAMS) {
            throw new ProblemException(503, "There are " + MOST_STREAMS + " streams of events already: close some.");
        }
        Answers.when(context, crawls.status(scheduler -> scheduler.status(id)), crawl -> {
            EventStream stream = new EventStream(id, context.response(), vertx.getOrCreateContext(), streams::remove);
            streams.add(stream);
            context.addEndHandler(end -> streams.remove(stream));
            stream.begin(crawl);
        });
    }

    private void tick() {
        boolean second = ++ticks % TICKS_A_SECOND == 0;
        Set<Integer> watched = streams.stream().map(EventStream::crawl).collect(Collectors.toSet());
        // A scheduler that is slower than the ticks gets no queue of them.
        if ((second || !watched.isEmpty()) && asking.compareAndSet(false, true)) {
            tell(watched, second).onComplete(told -> asking.set(false));
        }
    }

    private Future<Map<Integer, CrawlStatus>> tell(Set<Integer> watched, boolean second) {
        return crawls.call(scheduler -> {
                    if (second) {
                        crawls.sample(scheduler, System.nanoTime());
                    }
                    Map<Integer, CrawlStatus> found = new HashMap<>();
                    scheduler.ids().stream()
                            .filter(watched::contains)
                            .forEach(id -> found.put(id, crawls.rated(scheduler.status(id))));
                    return found;
                })
                .onSuccess(found -> streams.stream()
                        .filter(stream -> watched.contains(stream.crawl()))
                        .forEach(stream -> stream.offer(found.get(stream.crawl()), second)))
                .onFailure(failure -> LOG.debug("no events this time", failure));
    }

    /** Ends all streams, after a last event each; listeners to crawls that go on come back. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
        Set<Integer> watched = streams.stream().map(EventStream::crawl).collect(Collectors.toSet());
        try {
            tell(watched, true)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(LAST_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            LOG.debug("no last events", e);
        }
        streams.forEach(EventStream::end);
    }
}
