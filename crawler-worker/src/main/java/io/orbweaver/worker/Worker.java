package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.CommitResult;
import io.orbweaver.commit.Committer;
import io.orbweaver.fetch.FetchCounts;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.frontier.Intention;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.politeness.Delay;
import io.orbweaver.politeness.Effective;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.robots.RobotsVerdict;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.Outbox;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.url.Url;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one class that names the steps of a URL's life in order and chains them: admit and schedule ({@link ShardOwner},
 * pure), robots, fetch and parse ({@link PageFlow}, on event loops), commit ({@link Committer}, on the store's thread),
 * route ({@link Outbox}, pure). Decisions run on one Vert.x context; nothing blocks there. Methods may be called from
 * any thread.
 */
public final class Worker {
    /** Longest sleep between two looks at the clock. */
    private static final long MAX_SLEEP_MILLIS = 1_000;
    /** Bytes of bodies in memory, being read or waiting for their commit, from which on no more requests start. */
    private static final long MAX_BODY_BYTES = 32L << 20;

    private static final long HEARTBEAT_MILLIS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Vertx vertx;
    private final Context context;
    private final List<Context> loops = new ArrayList<>();
    private final StoreThread store;
    private final Committer committer;
    private final QueueReader reader;
    private final PageFlow flow;
    private final Fetcher fetcher;
    private final SchedulerLink link;
    private final CommitListener listener;
    private final ShardOwner owner;
    private PolitenessRules rules;
    private final IntFunction<@Nullable String> owners;
    private final Promise<Void> stopped = Promise.promise();
    private boolean pumping;
    private boolean closing;
    private boolean beating;
    private boolean over;
    private long timer = -1;
    private long lastBeat;
    private volatile Heartbeat lastReport;
    private final Map<Integer, Long> fetchedBefore = new HashMap<>();

    /** What a worker is made of. {@code eventLoops}: how many of them drive requests. */
    public record Parts(
            Vertx vertx,
            int eventLoops,
            KeyValueStore store,
            int shards,
            Fetcher fetcher,
            long maxBody,
            PolitenessRules rules,
            SchedulerLink link,
            CommitListener listener,
            IntFunction<@Nullable String> owners) {}

    /** Opens the worker's shards; blocks while the store is read. Nothing is fetched before {@link #start}. */
    public Worker(Parts parts, ShardOwner.Settings settings) {
        this.vertx = parts.vertx();
        this.context = vertx.getOrCreateContext();
        // What breaks outside of a step ends the crawl as well, instead of leaving it to wait for ever.
        context.exceptionHandler(this::failed);
        // The public API gives a thread one context however often it asks; only the internal one makes several.
        for (int i = 0; i < parts.eventLoops(); i++) {
            loops.add(((VertxInternal) vertx).createEventLoopContext());
        }
        this.store = new StoreThread(context, this::failed);
        this.committer = new Committer(parts.store(), parts.shards());
        this.reader = new QueueReader(parts.store());
        this.fetcher = parts.fetcher();
        this.flow = new PageFlow(
                fetcher,
                parts.maxBody(),
                settings.frontier().agentToken(),
                vertx.createSharedWorkerExecutor("sitemap", 1));
        this.link = parts.link();
        this.listener = parts.listener();
        this.owners = parts.owners();
        this.rules = parts.rules();
        CommitResult opened = committer.open(settings.shards());
        opened.tallies().forEach((crawl, tally) -> fetchedBefore.put(crawl, tally.fetched));
        this.owner = new ShardOwner(
                settings,
                parts.rules(),
                opened,
                committer.permits(),
                committer.epoch(),
                System.nanoTime(),
                () -> ThreadLocalRandom.current().nextDouble());
        this.lastReport = owner.heartbeat();
    }

    /** Begins to fetch. */
    public void start() {
        context.runOnContext(nothing -> pump());
    }

    /** Other politeness rules are in force. */
    public void rules(PolitenessRules changed) {
        context.runOnContext(nothing -> {
            rules = changed;
            owner.rules(changed, System.nanoTime());
            pump();
        });
    }

    /** Links for shards of this worker. */
    public void arrived(LinkBatch batch) {
        context.runOnContext(nothing -> {
            owner.arrived(batch);
            pump();
        });
    }

    /** A batch of this worker's is durable where it went. */
    public void acknowledged(LinkAck ack) {
        context.runOnContext(nothing -> {
            owner.acknowledged(ack);
            pump();
        });
    }

    /** Says what the scheduler should hear at once. */
    public void beat() {
        context.runOnContext(nothing -> heartbeat());
    }

    /**
     * Starts no more requests, finishes and commits those in flight. Completes when all of that is durable, and fails
     * where the worker broke down.
     */
    public Future<Void> stop() {
        context.runOnContext(nothing -> {
            closing = true;
            owner.close();
            pump();
        });
        return stopped.future();
    }

    /** Completes like {@link #stop}, or fails when the worker breaks down by itself. */
    public Future<Void> stopped() {
        return stopped.future();
    }

    /** Returns the last heartbeat, after the end the one that counts everything. */
    public Heartbeat report() {
        return lastReport;
    }

    /** Returns how many pages of the crawl were on the worker's shards when they were opened. */
    public long fetchedBefore(int crawl) {
        return fetchedBefore.getOrDefault(crawl, 0L);
    }

    /** Returns what the fetcher has open at the moment. */
    public FetchCounts connections() {
        return fetcher.counts();
    }

    /** What came in since the last look is looked at together, once. */
    private void pump() {
        if (!pumping) {
            pumping = true;
            context.runOnContext(nothing -> step());
        }
    }

    /** Takes every step that can be taken now, and sets the clock for the next. */
    private void step() {
        pumping = false;
        if (over) {
            return;
        }
        try {
            long now = System.nanoTime();
            fetcher.holdBodies(owner.pendingBytes() + flow.unread() >= MAX_BODY_BYTES);
            if (owner.pendingBytes() + flow.reading() < MAX_BODY_BYTES) {
                ShardOwner.Actions actions = owner.poll(now, System.currentTimeMillis(), owners);
                actions.intentions().forEach(this::act);
                actions.deliveries().forEach(each -> link.send(each.worker(), each.batch()));
            }
            commit();
            report(now);
            sleep();
        } catch (RuntimeException | Error e) {
            failed(e);
            return;
        }
        if (closing && owner.quiet() && !stopped.future().isComplete()) {
            store.close();
            vertx.cancelTimer(timer);
            over = true;
            lastReport = owner.heartbeat();
            stopped.complete();
        }
    }

    private void act(Intention intention) {
        switch (intention) {
            case Intention.Fetch fetch ->
                onLoop(fetch.url().url().hostHash(), flow -> flow.page(fetch), end -> fetched(fetch, end));
            case Intention.FetchRobots robots ->
                onLoop(robots.target().hostHash(), flow -> flow.robots(robots), end -> robotsFetched(robots, end));
            case Intention.LoadHead load ->
                store.call(() -> reader.head(load), head -> {
                    owner.headLoaded(load, head.urls(), head.end(), System.nanoTime());
                    pump();
                });
            case Intention.LoadHosts load ->
                store.call(() -> reader.hosts(load), hosts -> {
                    owner.hostsLoaded(hosts.found(), hosts.next(), System.nanoTime(), System.currentTimeMillis());
                    pump();
                });
            case Intention.Exclude out -> throw new IllegalStateException("to be committed: " + out);
            case Intention.Widen seed -> throw new IllegalStateException("to be told to the scheduler: " + seed);
            case Intention.Sitemaps out -> throw new IllegalStateException("to be committed: " + out);
            case Intention.Fail out -> throw new IllegalStateException("to be committed: " + out);
        }
    }

    /** Requests of one host stay on one loop, where its connections are. */
    private <T> void onLoop(long hostHash, Function<PageFlow, Future<T>> request, Consumer<T> then) {
        Context loop = loops.get((int) Math.floorMod(hostHash, (long) loops.size()));
        loop.runOnContext(nothing -> Future.succeededFuture(flow)
                .compose(request)
                .onComplete(done -> context.runOnContext(back -> {
                    if (done.failed()) {
                        failed(done.cause());
                    } else {
                        then.accept(done.result());
                        pump();
                    }
                })));
    }

    private void fetched(Intention.Fetch asked, PageEnd end) {
        owner.fetched(asked, end, System.nanoTime(), System.currentTimeMillis());
    }

    private void robotsFetched(Intention.FetchRobots asked, PageFlow.RobotsEnd end) {
        owner.robotsFetched(asked, end.verdict(), end.durationNanos(), System.nanoTime(), System.currentTimeMillis());
        Duration delay = end.verdict() instanceof RobotsVerdict.Rules found
                ? found.rules().crawlDelay()
                : null;
        if (delay != null) {
            Url page = asked.page().url();
            Effective rule = rules.effectiveFor(page.host(), asked.plan().spec().politeness());
            if (Delay.isCut(rule, delay)) {
                LOG.warn(
                        "{} asks for a Crawl-delay of {} s: cut to {} s",
                        page.origin(),
                        delay.toSeconds(),
                        rule.maxCrawlDelay().toSeconds());
            }
        }
    }

    private void commit() {
        List<Commit> commits = owner.takeCommits();
        if (commits.isEmpty()) {
            return;
        }
        store.call(
                () -> {
                    CommitResult result = committer.commit(commits);
                    listener.committed(commits);
                    return result;
                },
                result -> {
                    List<LinkAck> acks = owner.committed(result, System.nanoTime(), System.currentTimeMillis());
                    acks.forEach(link::acknowledge);
                    pump();
                });
    }

    /** Heartbeats go out in their time, and at once when a shard waits for permits or nothing is left to do. */
    private void report(long now) {
        boolean urgent = owner.starving() || owner.idle();
        long since = (now - lastBeat) / 1_000_000;
        if (since >= (urgent ? 5 : HEARTBEAT_MILLIS)) {
            heartbeat();
        }
    }

    private void heartbeat() {
        lastReport = owner.heartbeat();
        if (beating) {
            return;
        }
        beating = true;
        lastBeat = System.nanoTime();
        link.heartbeat(lastReport)
                .onComplete(done -> context.runOnContext(nothing -> {
                    beating = false;
                    if (done.failed()) {
                        failed(done.cause());
                        return;
                    }
                    HeartbeatReply reply = done.result();
                    owner.ordered(reply, System.nanoTime());
                    pump();
                }));
    }

    private void sleep() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
        long nanos = owner.sleep(System.nanoTime(), System.currentTimeMillis());
        long most = owner.starving() || owner.idle() ? 5 : HEARTBEAT_MILLIS;
        long millis = Math.clamp(nanos / 1_000_000 + 1, 1, Math.min(most, MAX_SLEEP_MILLIS));
        timer = vertx.setTimer(millis, fired -> {
            timer = -1;
            pump();
        });
    }

    private void failed(Throwable cause) {
        LOG.error("The worker stops: something went wrong that must not", cause);
        over = true;
        owner.close();
        stopped.tryFail(cause);
    }
}
