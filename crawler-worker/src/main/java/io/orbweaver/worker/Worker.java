package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.CommitResult;
import io.orbweaver.commit.Committer;
import io.orbweaver.commit.ShardRange;
import io.orbweaver.fetch.FetchCounts;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.fetch.WithdrawnException;
import io.orbweaver.frontier.Intention;
import io.orbweaver.frontier.Sight;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private static final long MAX_BODY_BYTES = 8L << 20;

    /** The same of sitemaps that wait to be read, one after the other. */
    private static final long MAX_SITEMAP_BYTES = 32L << 20;

    /** Where a worker is in its life; it only goes on. */
    private enum Life {
        /** Requests start. */
        RUNNING,
        /** None starts; those in flight are finished and committed. */
        STOPPING,
        /** Nothing is decided any more; what the store was asked for is done, then all has ended. */
        ENDING
    }

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Context context;
    private final RequestLoops loops;
    private final StoreThread store;
    private final Committer committer;
    private final QueueReader reader;
    private final PageFlow flow;
    private final Fetcher fetcher;
    private final CommitListener listener;
    private final ShardOwner owner;
    private PolitenessRules rules;
    private final ShardMoves moves;
    private final Mail mail;
    private final Supplier<Heartbeat.Health> health;
    private final Promise<Void> stopped = Promise.promise();
    private final Pulse pulse;
    private final SchedulerContact scheduler;
    private final Gauges gauges;
    private Life life = Life.RUNNING;
    private volatile Heartbeat lastReport;
    private volatile Set<Integer> open = Set.of();

    /**
     * What a worker is made of.
     *
     * @param eventLoops how many of them drive requests
     * @param epoch of this process, higher than all before
     * @param health what to tell of the machine; asked on the worker's context
     * @param lease how long an answer of the scheduler lets requests start, a second at least; zero has no end
     */
    public record Parts(
            Vertx vertx,
            int eventLoops,
            KeyValueStore store,
            int shards,
            Fetcher fetcher,
            long maxBody,
            PolitenessRules rules,
            SchedulerLink link,
            Duration lease,
            CommitListener listener,
            long epoch,
            Supplier<Heartbeat.Health> health) {}

    /** Looks at what the store holds; blocks for that. Nothing happens before {@link #start}. */
    public Worker(Parts parts, ShardOwner.Settings settings) {
        this.context = parts.vertx().getOrCreateContext();
        // What breaks outside of a step ends the crawl as well, instead of leaving it to wait for ever.
        context.exceptionHandler(this::broke);
        this.loops = new RequestLoops(parts.vertx(), parts.eventLoops(), this::brokeElsewhere);
        this.pulse = new Pulse(parts.vertx(), context, this::step);
        this.scheduler = new SchedulerContact(parts.link(), parts.lease(), this::decide, this::ordered, this::end);
        this.store = new StoreThread(this::decide, this::brokeElsewhere);
        this.committer = new Committer(parts.store(), parts.shards());
        this.reader = new QueueReader(parts.store());
        this.fetcher = parts.fetcher();
        this.flow = new PageFlow(
                fetcher, parts.maxBody(), settings.frontier().agentToken(), SitemapFlow.reader(parts.vertx()));
        this.listener = parts.listener();
        this.health = parts.health();
        this.rules = parts.rules();
        this.owner = new ShardOwner(
                settings,
                parts.rules(),
                committer.onDisk(),
                parts.epoch(),
                () -> ThreadLocalRandom.current().nextDouble());
        this.moves = new ShardMoves(parts.vertx(), parts.store(), store, committer, owner, parts.link(), this::decide);
        this.mail = new Mail(parts.link(), owner.shards(), fetcher.metrics());
        this.gauges = new Gauges(fetcher.metrics(), owner);
        this.lastReport = owner.report();
        fetcher.askWhile(this::leased);
    }

    /** Begins to fetch. */
    public void start() {
        decide(() -> {});
    }

    /** Links for shards of this worker. */
    public void arrived(List<LinkBatch> batches) {
        decide(() -> batches.forEach(owner::arrived));
    }

    /** Batches of this worker's are durable where they went. {@code then}: is done on the worker's context as well. */
    public void acknowledged(List<LinkAck> acks, Runnable then) {
        decide(() -> {
            acks.forEach(owner::acknowledged);
            then.run();
        });
    }

    /** Whether the shard is open here. */
    public boolean owns(int shard) {
        return open.contains(shard);
    }

    /** Whether the scheduler has answered lately enough for requests to start. */
    public boolean leased() {
        return scheduler.leased();
    }

    /** Another worker asks for a piece of a shard that it is to get. */
    public Future<ShardRange.Piece> read(int shard, byte[] cursor) {
        return moves.read(shard, cursor);
    }

    /**
     * Starts no more requests, finishes and commits those in flight.
     *
     * @return as {@link #stopped}
     */
    public Future<Void> stop() {
        decide(() -> {
            life = Life.STOPPING;
            owner.close();
        });
        return stopped.future();
    }

    /**
     * Completes when the worker was stopped, everything is durable and nothing of it runs any more. Where it broke down
     * it fails with the cause, also then not before its last call to the store is over.
     */
    public Future<Void> stopped() {
        return stopped.future();
    }

    /**
     * Ends the worker wherever it is: requests in flight are given up, what the store was asked for is done. Completes
     * when nothing of it runs any more: from then on the store may be closed.
     */
    public Future<Void> halt() {
        decide(() -> end(new CancellationException("The worker was ended before its work.")));
        return stopped.future().otherwiseEmpty();
    }

    /** Returns the report after the end, which counts everything. */
    public Heartbeat report() {
        return lastReport;
    }

    /** Returns what the worker has in memory of a URL's host, as it is when its turn comes on the context. */
    public Future<Sight> sight(int shard, Url url) {
        Promise<Sight> seen = Promise.promise();
        context.runOnContext(
                nothing -> seen.complete(owner.sight(shard, url, System.nanoTime(), System.currentTimeMillis())));
        return seen.future();
    }

    /** Returns what the fetcher has open at the moment. */
    public FetchCounts connections() {
        return fetcher.counts();
    }

    /** Does what may change what there is to do, on the context, unless the worker ends. Any thread. */
    private void decide(Runnable change) {
        context.runOnContext(nothing -> {
            if (life != Life.ENDING) {
                change.run();
                pulse.soon();
            }
        });
    }

    /** Takes every step that can be taken now, and sets the clock for the next. */
    private void step() {
        if (life == Life.ENDING) {
            return;
        }
        long now = System.nanoTime();
        boolean full = owner.pendingBytes() >= MAX_BODY_BYTES || flow.unread() >= MAX_SITEMAP_BYTES;
        fetcher.holdBodies(full);
        flow.readSitemaps(owner.pendingSitemapBytes() < MAX_BODY_BYTES);
        owner.shardSteps().forEach(moves::take);
        open = owner.shards().open(open);
        boolean leased = scheduler.leased(now, fetcher::withdraw);
        if (leased && !full && owner.pendingBytes() + flow.reading() < MAX_BODY_BYTES) {
            ShardOwner.Actions actions = owner.poll(now, System.currentTimeMillis());
            actions.intentions().forEach(this::act);
            mail.send(actions.deliveries());
        }
        commit();
        mail.post(now);
        gauges.publish(now);
        Heartbeats.Pace pace = owner.starving()
                ? Heartbeats.Pace.URGENT
                : owner.idle() || owner.shards().moving() ? Heartbeats.Pace.SOON : Heartbeats.Pace.USUAL;
        if (scheduler.due(now, pace)) {
            scheduler.beat(owner.heartbeat(health.get()), now);
        }
        if (life == Life.STOPPING && owner.quiet()) {
            mail.post();
            end(null);
        } else {
            sleep(leased, pace);
        }
    }

    private void act(Intention intention) {
        switch (intention) {
            case Intention.Fetch fetch ->
                request(
                        fetch.url().url().hostHash(),
                        () -> flow.page(fetch),
                        end -> fetched(fetch, end),
                        () -> owner.withdrawn(fetch, System.nanoTime()));
            case Intention.FetchRobots robots ->
                request(
                        robots.target().hostHash(),
                        () -> flow.robots(robots),
                        end -> robotsFetched(robots, end),
                        () -> owner.withdrawn(robots, System.nanoTime()));
            case Intention.LoadHead load ->
                store.call(
                        () -> reader.head(load),
                        head -> owner.headLoaded(load, head.urls(), head.end(), System.nanoTime()));
            case Intention.LoadHosts load ->
                store.call(
                        () -> reader.hosts(load),
                        hosts -> owner.hostsLoaded(
                                hosts.found(), hosts.next(), System.nanoTime(), System.currentTimeMillis()));
            case Intention.Exclude out -> throw new IllegalStateException("to be committed: " + out);
            case Intention.Widen seed -> throw new IllegalStateException("to be told to the scheduler: " + seed);
            case Intention.Sitemaps out -> throw new IllegalStateException("to be committed: " + out);
            case Intention.Fail out -> throw new IllegalStateException("to be committed: " + out);
        }
    }

    private <T> void request(long hostHash, Supplier<Future<T>> request, Consumer<T> then, Runnable withdrawn) {
        loops.run(hostHash, request)
                .onComplete(done -> decide(() -> {
                    if (done.cause() instanceof WithdrawnException) {
                        withdrawn.run();
                    } else if (done.failed()) {
                        broke(done.cause());
                    } else {
                        then.accept(done.result());
                    }
                }));
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
                    gauges.committed(committer.takeChanges());
                    listener.committed(commits);
                    return result;
                },
                result -> {
                    long now = System.nanoTime();
                    mail.acknowledge(owner.committed(result, now, System.currentTimeMillis()), now);
                });
    }

    private void ordered(HeartbeatReply reply) {
        if (reply.rules() != null) {
            rules = new PolitenessRules(reply.rules().politeness());
            owner.rules(rules, System.nanoTime());
        }
        if (owner.ordered(reply, System.nanoTime())) {
            store.call(
                    () -> {
                        committer.forget();
                        return reply;
                    },
                    forgotten -> {});
        }
    }

    private void sleep(boolean leased, Heartbeats.Pace pace) {
        long now = System.nanoTime();
        long beat = scheduler.sleep(now, pace);
        // Without a lease what is due waits for an answer.
        long due = leased ? Math.min(beat, owner.sleep(now, System.currentTimeMillis())) : beat;
        long nanos = Math.min(due, mail.sleep(now));
        pulse.after(Math.clamp(nanos / 1_000_000 + 1, 1, MAX_SLEEP_MILLIS));
    }

    /** Something went wrong that must not: what is in memory may be wrong, so nothing more is decided by it. */
    private void broke(Throwable cause) {
        LOG.error("The worker stops: something went wrong that must not", cause);
        if (life != Life.ENDING) {
            end(cause);
        }
    }

    /** As {@link #broke}, from any thread. */
    private void brokeElsewhere(Throwable cause) {
        context.runOnContext(nothing -> broke(cause));
    }

    /** Ends everything that the worker started, once: first its decisions and its clock, then the store's thread. */
    private void end(@Nullable Throwable cause) {
        life = Life.ENDING;
        owner.close();
        pulse.stop();
        flow.close();
        store.end()
                .onComplete(gone -> context.runOnContext(nothing -> {
                    gauges.publishLast(System.nanoTime());
                    if (cause == null) {
                        lastReport = owner.report();
                        stopped.complete();
                    } else {
                        stopped.fail(cause);
                    }
                }));
    }
}
