package io.orbweaver.node;

import io.orbweaver.message.Heartbeat;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a node's disk is, looked at every few seconds at most. Thread-safe. */
final class MachineHealth {
    private static final Logger LOG = LoggerFactory.getLogger(MachineHealth.class);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** The store needs room to merge its files. */
    private static final long LEAST_FREE = 256L << 20;

    private record Disk(long used, long free, long at) {}

    private final Path directory;
    private volatile Disk disk = new Disk(0, Long.MAX_VALUE, System.nanoTime() - LOOK_AGAIN_NANOS);

    MachineHealth(Path directory) {
        this.directory = directory;
    }

    Heartbeat.Health health(boolean leaving) {
        Disk now = look();
        return new Heartbeat.Health(now.free() < LEAST_FREE, now.used(), now.free(), 0, leaving);
    }

    /** Why the store cannot be written to any more, where that is so. */
    Optional<String> problem() {
        long free = look().free();
        return free < LEAST_FREE
                ? Optional.of("only " + (free >> 20) + " MiB of disk are left, of which the store needs "
                        + (LEAST_FREE >> 20))
                : Optional.empty();
    }

    private Disk look() {
        Disk known = disk;
        if (System.nanoTime() - known.at() < LOOK_AGAIN_NANOS) {
            return known;
        }
        try {
            FileStore on = Files.getFileStore(directory);
            known = new Disk(used(), on.getUsableSpace(), System.nanoTime());
        } catch (IOException e) {
            LOG.warn("The disk of {} cannot be looked at: {}", directory, e.toString());
            known = new Disk(known.used(), known.free(), System.nanoTime());
        }
        disk = known;
        return known;
    }

    private long used() throws IOException {
        long[] bytes = new long[1];
        try (var files = Files.walk(directory)) {
            files.forEach(file -> bytes[0] += file.toFile().length());
        }
        return bytes[0];
    }
}
