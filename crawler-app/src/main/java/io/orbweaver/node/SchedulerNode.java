package io.orbweaver.node;

import io.orbweaver.app.OpenParts;
import io.orbweaver.cluster.ClusterListener;
import io.orbweaver.cluster.ClusterNode;
import io.orbweaver.cluster.Role;
import io.orbweaver.config.NodeConfig;
import io.orbweaver.config.Version;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.message.Addresses;
import io.orbweaver.message.HeartbeatCodec;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply;
import io.orbweaver.message.ReplyCodec;
import io.orbweaver.metrics.Latency;
import io.orbweaver.metrics.Metric;
import io.orbweaver.rest.ReadRoutes;
import io.orbweaver.rest.RestApi;
import io.orbweaver.rest.SchedulerCrawls;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.Outbox;
import io.orbweaver.route.RouteCodec;
import io.orbweaver.scheduler.ClusterView;
import io.orbweaver.scheduler.ClusterView.ShardState;
import io.orbweaver.scheduler.NodesView;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.scheduler.SchedulerThread;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.RocksStore;
import io.orbweaver.store.StoreSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scheduler: welcomes workers, answers their heartbeats, hands out seeds, and serves the API. */
final class SchedulerNode implements NodeParts {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerNode.class);
    /** Workers that are started together come within this time, and share the shards. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private static final StoreSettings STORE = new StoreSettings(32 << 20, 32 << 20, Duration.ofSeconds(1));
    private static final long LOOK_AGAIN_MILLIS = 1_000;
    private static final long DELIVER_AGAIN_MILLIS = 500;
    private static final int MOST_CALLS = 1_000;

    private final NodeContext context;
    private final KnownNodes known;
    private final SchedulerThread scheduler;
    private final BusQueries queries;

    /** Opens the store and mounts the API. */
    SchedulerNode(NodeContext context, KnownNodes known) {
        this.context = context;
        this.known = known;
        NodeConfig config = context.config();
        String cluster = context.directory().clusterId();
        RocksStore store = context.directory().openStore(STORE);
        context.parts().add(store::close);
        Scheduler state = new Scheduler(
                store,
                new Scheduler.Settings(
                        cluster, config.cluster().shards(), config.cluster().lease(), SETTLE, config.politeness()),
                System.nanoTime());
        this.scheduler = new SchedulerThread(state, MOST_CALLS);
        context.parts().add(scheduler::close);
        this.queries = new BusQueries(scheduler);
        Vertx server = context.vertx();
        NodesView nodes = new NodesView(
                state,
                config.cluster().name(),
                context.directory().nodeId(),
                context.httpUrl(),
                Instant.now(),
                () -> context.machine().health(false));
        RestApi api = new RestApi(server, scheduler, nodes);
        context.parts().add(api::close);
        ReadRoutes reading = new ReadRoutes(
                server,
                queries,
                config.cluster().shards(),
                new SchedulerCrawls(
                        scheduler,
                        cluster,
                        Fetcher.userAgent(config.fetch()),
                        config.fetch().contact(),
                        config.politeness().standard().robots()),
                context.directory().path(),
                ReadRoutes.ExportLimits.DEFAULTS);
        context.parts().add(reading::close);
        api.mount(context.server().router());
        reading.mount(context.server().router());
        context.server().openPath("/openapi.yaml");
        measure(server, nodes);
    }

    private void measure(Vertx server, NodesView nodes) {
        AtomicInteger unowned = new AtomicInteger();
        AtomicInteger moving = new AtomicInteger();
        server.setPeriodic(
                LOOK_AGAIN_MILLIS,
                timer -> scheduler.call(state -> nodes.status().shards()).onSuccess(shards -> {
                    unowned.set(count(shards, Set.of(ShardState.UNOWNED)));
                    moving.set(count(shards, Set.of(ShardState.CLOSING, ShardState.MOVING)));
                }));
        context.metrics().show(Metric.SHARDS, "unowned", unowned::get);
        context.metrics().show(Metric.SHARDS, "moving", moving::get);
        Latency lag = Latency.ofWaiting();
        context.metrics().show(Metric.EVENT_LOOP_LAG, lag);
        EventLoopLag.measure(server, 1, lag);
    }

    private static int count(List<ClusterView.Shard> shards, Set<ShardState> states) {
        return (int)
                shards.stream().filter(shard -> states.contains(shard.state())).count();
    }

    @Override
    public void join(Membership membership, OpenParts parts) {
        Members members = new Members(membership);
        membership.member().listen(members);
        members.expect();
        Vertx vertx = membership.member().vertx();
        EventBus bus = vertx.eventBus();
        queries.use(bus);
        MessageConsumer<Buffer> asked = bus.consumer(Addresses.SCHEDULER, message -> asked(bus, message));
        await(asked.completion());
        parts.add(() -> await(asked.unregister()));
        long timer = vertx.setPeriodic(DELIVER_AGAIN_MILLIS, late -> run(state -> deliver(bus, state)));
        parts.add(() -> vertx.cancelTimer(timer));
    }

    /** On an event loop; the scheduler's thread does the rest. */
    private void asked(EventBus bus, Message<Buffer> request) {
        byte[] message = request.body().getBytes();
        try {
            switch (message[0]) {
                case Addresses.HELLO -> hello(request, Hello.decode(message));
                case Addresses.HEARTBEAT -> {
                    var beat = HeartbeatCodec.decode(message);
                    run(state -> {
                        HeartbeatReply reply = state.heartbeat(beat, System.nanoTime(), Instant.now());
                        if (reply == null) {
                            request.fail(Addresses.SUPERSEDED, "not the process that was welcomed last");
                        } else {
                            request.reply(Buffer.buffer(ReplyCodec.encode(reply)));
                            deliver(bus, state);
                        }
                    });
                }
                case Addresses.ACKS -> {
                    var acks = RouteCodec.decodeAcks(new ByteReader(message, 1));
                    run(state -> {
                        acks.forEach(state::acknowledged);
                        deliver(bus, state);
                    });
                }
                default -> throw new IllegalStateException("no kind of message: " + message[0]);
            }
        } catch (RuntimeException e) {
            LOG.warn("a message of {} bytes to the scheduler cannot be read: {}", message.length, e.toString());
            request.fail(Addresses.UNREADABLE, "cannot be read");
        }
    }

    private void hello(Message<Buffer> request, Hello hello) {
        if (!hello.version().equals(Version.text())) {
            String why = "it runs version " + Version.text() + " and this node " + hello.version()
                    + ": all nodes of a cluster run the same version";
            request.reply(Buffer.buffer(new HelloReply.Refused(why, false).encode()));
            return;
        }
        run(state -> {
            HelloReply reply = state.hello(hello, System.nanoTime(), Instant.now());
            LOG.info("{} says hello: {}", hello.node(), reply);
            request.reply(Buffer.buffer(reply.encode()));
        });
    }

    private void deliver(EventBus bus, Scheduler state) {
        Map<String, List<LinkBatch>> byWorker = new HashMap<>();
        for (Outbox.Delivery delivery : state.poll(System.nanoTime())) {
            byWorker.computeIfAbsent(delivery.worker(), any -> new ArrayList<>())
                    .add(delivery.batch());
        }
        byWorker.forEach((worker, batches) ->
                bus.send(Addresses.links(worker), Buffer.buffer(RouteCodec.encodeBatches(batches))));
    }

    /** Does something on the scheduler's thread. What goes wrong there must not: what is in memory may be wrong then. */
    private void run(Consumer<Scheduler> work) {
        scheduler.execute(state -> {
            try {
                work.accept(state);
            } catch (RuntimeException | Error e) {
                context.broke().accept(e);
            }
        });
    }

    private static void await(Future<Void> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Remembers where members were, to find them again. */
    private final class Members implements ClusterListener {
        private final Membership membership;

        Members(Membership membership) {
            this.membership = membership;
        }

        @Override
        public void came(ClusterNode node) {
            expect();
        }

        void expect() {
            List<ClusterNode> nodes = membership.member().nodes();
            known.remember(nodes);
            Set<String> workers = nodes.stream()
                    .filter(node -> node.role() == Role.WORKER)
                    .map(ClusterNode::nodeId)
                    .collect(Collectors.toSet());
            run(state -> state.expect(workers));
        }

        @Override
        public void left(ClusterNode node) {
            expect();
        }

        @Override
        public void apart(String why) {
            // Ends the membership, which is not decided here.
        }
    }
}
