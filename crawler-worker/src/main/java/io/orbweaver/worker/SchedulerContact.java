package io.orbweaver.worker;

import io.orbweaver.message.Heartbeat;
import io.orbweaver.message.HeartbeatReply;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps up with the scheduler: sends heartbeats when they are due, and knows whether its answers still let the worker
 * fetch. On the worker's context, but for {@link #leased()}.
 */
final class SchedulerContact {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerContact.class);

    private final SchedulerLink link;
    private final Heartbeats heartbeats;
    private final Consumer<Runnable> decide;
    private final Consumer<HeartbeatReply> ordered;
    private final Consumer<Throwable> superseded;
    private volatile long leasedUntil;
    private boolean wasLeased;

    /** {@code decide}: does something on the worker's context, unless the worker ends. */
    SchedulerContact(
            SchedulerLink link,
            Duration lease,
            Consumer<Runnable> decide,
            Consumer<HeartbeatReply> ordered,
            Consumer<Throwable> superseded) {
        this.link = link;
        this.heartbeats = new Heartbeats(lease);
        this.decide = decide;
        this.ordered = ordered;
        this.superseded = superseded;
        this.leasedUntil = heartbeats.leasedUntil(System.nanoTime());
    }

    /** Whether requests may start. Any thread. */
    boolean leased() {
        return System.nanoTime() - leasedUntil < 0;
    }

    /** As {@link #leased()}. {@code ended}: is called where the lease has ended since the last call. */
    boolean leased(long now, Runnable ended) {
        boolean leased = heartbeats.leased(now);
        if (wasLeased && !leased) {
            LOG.warn("The lease has ended, as the scheduler does not answer: requests under way are cut off");
            ended.run();
        }
        wasLeased = leased;
        return leased;
    }

    boolean due(long now, Heartbeats.Pace pace) {
        return heartbeats.due(now, pace);
    }

    /** Returns the time until one is due, in nanoseconds. */
    long sleep(long now, Heartbeats.Pace pace) {
        return heartbeats.sleep(now, pace);
    }

    void beat(Heartbeat beat, long now) {
        heartbeats.sent(now);
        link.heartbeat(beat)
                .onComplete(done -> decide.accept(() -> {
                    if (done.succeeded()) {
                        heartbeats.answered(now);
                        leasedUntil = heartbeats.leasedUntil(System.nanoTime());
                        ordered.accept(done.result());
                    } else if (done.cause() instanceof SchedulerLink.Superseded) {
                        superseded.accept(done.cause());
                    } else {
                        failed(now, done.cause());
                    }
                }));
    }

    private void failed(long sent, Throwable cause) {
        double random = ThreadLocalRandom.current().nextDouble();
        int failures = heartbeats.failed(sent, System.nanoTime(), random);
        if (failures == 1) {
            LOG.warn("The scheduler does not answer ({}); asked again until it does", cause.getMessage());
        }
    }
}
