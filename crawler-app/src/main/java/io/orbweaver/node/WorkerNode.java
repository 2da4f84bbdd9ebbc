package io.orbweaver.node;

import io.orbweaver.app.OpenParts;
import io.orbweaver.cluster.ClusterRefusedException;
import io.orbweaver.commit.Committer;
import io.orbweaver.config.Version;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.message.Addresses;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply;
import io.orbweaver.message.HelloReply.Welcome;
import io.orbweaver.metrics.Latency;
import io.orbweaver.metrics.Metric;
import io.orbweaver.metrics.NodeMetrics;
import io.orbweaver.store.RocksStore;
import io.orbweaver.store.StoreSettings;
import io.orbweaver.worker.CrawlLog;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker: greets the scheduler, and works on the shards that it is given. */
final class WorkerNode implements NodeParts {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);
    private static final long ASK_AGAIN_MILLIS = 100;
    private static final long ANSWER_MILLIS = 2_000;
    private static final long SAY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final NodeContext context;
    private final UUID process = UUID.randomUUID();
    private final RocksStore store;
    private final Vertx vertx;
    private final Fetcher fetcher;
    private final CrawlLog log;
    private volatile @Nullable RunningWorker running;

    /** Opens the store. */
    WorkerNode(NodeContext context) {
        this.context = context;
        this.store = context.directory().openStore(StoreSettings.DEFAULTS);
        context.parts().add(store::close);
        this.log = log();
        context.parts().add(log::close);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Math.max(1, Runtime.getRuntime().availableProcessors()))
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        context.parts().add(() -> vertx.close().await(10, TimeUnit.SECONDS));
        this.fetcher = new Fetcher(vertx, context.config().fetch());
        context.parts().add(() -> fetcher.close().await(10, TimeUnit.SECONDS));
        context.health().require("lease", this::unleased);
        measure();
    }

    private void measure() {
        NodeMetrics shown = context.metrics();
        fetcher.show(shown);
        Latency lag = Latency.ofWaiting();
        shown.show(Metric.EVENT_LOOP_LAG, lag);
        EventLoopLag.measure(vertx, Runtime.getRuntime().availableProcessors(), lag);
    }

    private CrawlLog log() {
        try {
            return new CrawlLog(context.directory().path());
        } catch (IOException e) {
            throw new UncheckedIOException("the crawl log cannot be written", e);
        }
    }

    private Optional<String> unleased() {
        RunningWorker worker = running;
        return worker != null && worker.leased()
                ? Optional.empty()
                : Optional.of("the scheduler has not answered for as long as the lease");
    }

    @Override
    public void join(Membership membership, OpenParts parts) throws InterruptedException {
        EventBus bus = membership.member().vertx().eventBus();
        Welcome welcome = welcome(membership, bus);
        if (welcome == null) {
            return;
        }
        context.directory().join(welcome.clusterId());
        running = new RunningWorker(
                context,
                vertx,
                store,
                fetcher,
                log,
                bus,
                welcome,
                () -> health(membership),
                parts,
                () -> membership.end().complete(null));
        parts.add(() -> running = null);
        while (unleased().isPresent() && !membership.over(ASK_AGAIN_MILLIS)) {
            // Ready is who may fetch.
        }
    }

    private Heartbeat.Health health(Membership membership) {
        return context.machine().health(membership.end().isDone());
    }

    private @Nullable Welcome welcome(Membership membership, EventBus bus) throws InterruptedException {
        long highest = Committer.onDisk(store).values().stream()
                .mapToLong(epoch -> epoch)
                .max()
                .orElse(0);
        byte[] hello = new Hello(
                        context.directory().nodeId(),
                        context.directory().storeId(),
                        process,
                        Version.text(),
                        context.directory().clusterId(),
                        highest,
                        membership.member().self().http())
                .encode();
        long said = System.nanoTime() - SAY_AGAIN_NANOS + TimeUnit.SECONDS.toNanos(1);
        do {
            HelloReply reply = greet(bus, hello);
            if (reply instanceof Welcome welcome) {
                return welcome;
            }
            HelloReply.Refused refused = (HelloReply.Refused) reply;
            if (!refused.later()) {
                throw new ClusterRefusedException("The scheduler refuses this node: " + refused.why());
            }
            if (System.nanoTime() - said >= SAY_AGAIN_NANOS) {
                said = System.nanoTime();
                LOG.info("waiting for the scheduler: {}", refused.why());
            }
        } while (!membership.over(ASK_AGAIN_MILLIS));
        return null;
    }

    private static HelloReply greet(EventBus bus, byte[] hello) {
        try {
            return HelloReply.decode(bus.<Buffer>request(
                            Addresses.SCHEDULER,
                            Buffer.buffer(hello),
                            new DeliveryOptions().setSendTimeout(ANSWER_MILLIS))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .body()
                    .getBytes());
        } catch (CompletionException e) {
            return new HelloReply.Refused("it does not answer (" + e.getCause() + ")", true);
        }
    }
}
