package io.orbweaver.scheduler;

import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.Heartbeat.CrawlReport;
import io.orbweaver.message.HeartbeatReply;
import io.orbweaver.message.Hello;
import io.orbweaver.message.HelloReply.Welcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A worker that says what a test wants, and nothing else. */
public final class SpokenWorker {
    private final Scheduler scheduler;
    private final String name;
    private final long epoch;
    private long sequence;
    private Heartbeat.Known known = new Heartbeat.Known(0, 0, 0, 0);

    /** Says hello. */
    public SpokenWorker(Scheduler scheduler, String name, long now) {
        this.scheduler = scheduler;
        this.name = name;
        Hello hello = new Hello(name, "store of " + name, UUID.randomUUID(), "1", "", 0, "");
        this.epoch = ((Welcome) scheduler.hello(hello, now, Instant.EPOCH)).epoch();
    }

    /** Reports of these crawls; it has done all that it was told before. */
    public HeartbeatReply beat(long now, CrawlReport... reports) {
        Heartbeat beat = new Heartbeat(
                name,
                epoch,
                ++sequence,
                known,
                Heartbeat.ShardReport.SETTLED,
                List.of(reports),
                List.of(),
                Map.of(),
                Heartbeat.Health.GOOD);
        HeartbeatReply reply =
                Objects.requireNonNull(scheduler.heartbeat(beat, now, Instant.EPOCH.plusNanos(Math.max(0, now))));
        long table = reply.table() == null ? known.table() : reply.table().version();
        known = new Heartbeat.Known(reply.opening(), reply.version(), table, known.rules());
        return reply;
    }
}
