package io.orbweaver.node;

import io.orbweaver.message.Heartbeat;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a node's disk and its processors are, looked at every few seconds. Reading blocks nobody; any thread. */
final class MachineHealth {
    private static final Logger LOG = LoggerFactory.getLogger(MachineHealth.class);
    private static final long LOOK_AGAIN_MILLIS = TimeUnit.SECONDS.toMillis(5);
    /** The store needs room to merge its files. */
    private static final long LEAST_FREE = 256L << 20;

    private record Machine(long used, long free, int loadPerMille) {}

    private final Path directory;
    private final long leastFree;
    /** Confined to whoever looks, one after the other. */
    private long lookedAt;

    private long usedThen = -1;
    private volatile Machine machine = new Machine(0, Long.MAX_VALUE, -1);

    /** Looks once; blocks for that. */
    MachineHealth(Path directory) {
        this(directory, LEAST_FREE);
    }

    /** {@code leastFree}: bytes of disk below which the store is not written to. */
    MachineHealth(Path directory, long leastFree) {
        this.directory = directory;
        this.leastFree = leastFree;
        look();
    }

    /** Looks again and again, on threads that may block, until {@code vertx} is closed. */
    void watch(Vertx vertx) {
        vertx.setPeriodic(
                LOOK_AGAIN_MILLIS,
                timer -> vertx.executeBlocking(() -> {
                    look();
                    return null;
                }));
    }

    Heartbeat.Health health(boolean leaving) {
        Machine now = machine;
        return new Heartbeat.Health(now.free() < leastFree, now.used(), now.free(), now.loadPerMille(), leaving);
    }

    /** Returns the bytes that the data directory takes. */
    long used() {
        return machine.used();
    }

    /** Why the store cannot be written to any more, where that is so. */
    Optional<String> problem() {
        long free = machine.free();
        return free < leastFree
                ? Optional.of(
                        "only " + (free >> 20) + " MiB of disk are left, of which the store needs " + (leastFree >> 20))
                : Optional.empty();
    }

    /** Of this process since the last look; negative at the first, and where the system does not say. */
    private int loadPerMille() {
        long now = System.nanoTime();
        long used = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(-1L);
        long most = (now - lookedAt) * Runtime.getRuntime().availableProcessors();
        int load = usedThen < 0 || used < 0 || most <= 0 ? -1 : Math.clamp(1000 * (used - usedThen) / most, 0, 1000);
        lookedAt = now;
        usedThen = used;
        return load;
    }

    synchronized void look() {
        try {
            FileStore on = Files.getFileStore(directory);
            machine = new Machine(bytes(directory), on.getUsableSpace(), loadPerMille());
        } catch (IOException e) {
            LOG.warn("The disk of {} cannot be looked at: {}", directory, e.toString());
        }
    }

    /** Files come and go while this looks at them: the store merges its own. */
    private static long bytes(Path directory) throws IOException {
        long[] bytes = new long[1];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }
}
