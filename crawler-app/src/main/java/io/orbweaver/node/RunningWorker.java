package io.orbweaver.node;

import io.orbweaver.app.OpenParts;
import io.orbweaver.commit.ShardRange;
import io.orbweaver.config.NodeConfig;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.message.Addresses;
import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HelloReply.Welcome;
import io.orbweaver.metrics.WorkerMetrics;
import io.orbweaver.politeness.PolitenessRules;
import io.orbweaver.query.ShardAnswers;
import io.orbweaver.route.LinkAck;
import io.orbweaver.route.RouteCodec;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.RocksStore;
import io.orbweaver.worker.CrawlLog;
import io.orbweaver.worker.OwnerSettings;
import io.orbweaver.worker.SchedulerLink;
import io.orbweaver.worker.Worker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker for the time of one membership: its parts, and where messages reach them. */
final class RunningWorker {
    private static final Logger LOG = LoggerFactory.getLogger(RunningWorker.class);
    /** In flight at most, as far as connections allow. */
    private static final int MAX_REQUESTS = 4_000;

    private static final int WAIT_SECONDS = 20;
    private static final int FAILED = 500;

    private final Worker worker;
    private final BusLink link;
    private final ShardAnswers answers;

    /**
     * Begins.
     *
     * @param vertx whose event loops the requests run on
     * @param parts gets what is to be closed at the end, when nothing new starts any more
     * @param superseded is called where the scheduler does not know this process any more
     */
    RunningWorker(
            NodeContext context,
            Vertx vertx,
            RocksStore store,
            Fetcher fetcher,
            CrawlLog log,
            EventBus bus,
            Welcome welcome,
            Supplier<Heartbeat.Health> health,
            OpenParts parts,
            Runnable superseded) {
        NodeConfig config = context.config();
        String id = context.directory().nodeId();
        this.link = new BusLink(bus, id);
        this.worker = new Worker(
                new Worker.Parts(
                        vertx,
                        Math.max(1, Runtime.getRuntime().availableProcessors()),
                        store,
                        welcome.shards(),
                        fetcher,
                        config.fetch().maxBody(),
                        new PolitenessRules(config.politeness()),
                        link,
                        config.cluster().lease(),
                        log,
                        welcome.epoch(),
                        health),
                OwnerSettings.of(id, fetcher.userAgent(), config.fetch(), MAX_REQUESTS));
        this.answers = new ShardAnswers(store, welcome.shards(), id, worker::owns, worker::sight);
        // What is gone is shown no longer.
        parts.add(() -> fetcher.metrics().state(WorkerMetrics.State.NONE));
        parts.add(answers::close);
        parts.add(() -> stop(config));
        worker.stopped().onFailure(cause -> {
            if (cause instanceof SchedulerLink.Superseded) {
                LOG.warn("{} Joining afresh.", cause.getMessage());
                superseded.run();
            } else if (!(cause instanceof java.util.concurrent.CancellationException)) {
                context.broke().accept(cause);
            }
        });
        listen(bus, id, parts);
        worker.start();
    }

    /** What is in flight is finished, but for what takes longer than any request may. */
    private void stop(NodeConfig config) throws Exception {
        CompletableFuture<Void> stopped =
                worker.stop().toCompletionStage().toCompletableFuture().exceptionally(cause -> null);
        try {
            stopped.get(config.fetch().totalTimeout().toMillis() + 5_000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Requests in flight are given up", e);
            worker.halt().toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void listen(EventBus bus, String id, OpenParts parts) {
        List<MessageConsumer<Buffer>> consumers = List.of(
                bus.consumer(Addresses.links(id), message -> worker.arrived(RouteCodec.decodeBatches(bytes(message)))),
                bus.consumer(Addresses.acks(id), this::acknowledged),
                bus.consumer(Addresses.query(id), message -> reply(message, answers.answer(bytes(message)))),
                bus.consumer(Addresses.transfer(id), this::transfer));
        for (MessageConsumer<Buffer> consumer : consumers) {
            await(consumer.completion());
            parts.add(() -> await(consumer.unregister()));
        }
    }

    private void acknowledged(Message<Buffer> message) {
        ByteReader in = new ByteReader(bytes(message));
        String from = in.text();
        List<LinkAck> acks = RouteCodec.decodeAcks(in);
        worker.acknowledged(acks, () -> link.answered(from, acks.size()));
    }

    private void transfer(Message<Buffer> message) {
        ByteReader in = new ByteReader(bytes(message));
        Future<ShardRange.Piece> piece = worker.read(in.u16(), in.bytes());
        reply(
                message,
                piece.map(read -> new ByteWriter(read.pairs().length + 64)
                        .bytes(read.pairs())
                        .bytes(read.next())
                        .toBytes()));
    }

    private static void reply(Message<Buffer> message, Future<byte[]> answer) {
        answer.onSuccess(bytes -> message.reply(Buffer.buffer(bytes)))
                .onFailure(cause -> message.fail(FAILED, String.valueOf(cause.getMessage())));
    }

    private static byte[] bytes(Message<Buffer> message) {
        return message.body().getBytes();
    }

    /** Whether the scheduler has answered lately enough for requests to start. */
    boolean leased() {
        return worker.leased();
    }

    private static void await(Future<Void> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
