package io.orbweaver.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineHealthTest {
    @TempDir
    private Path directory;

    @Test
    void countsWhatAllFilesTake() throws IOException {
        Files.write(directory.resolve("a"), new byte[1_000]);
        Files.write(Files.createDirectory(directory.resolve("store")).resolve("b"), new byte[234]);
        MachineHealth health = new MachineHealth(directory);
        assertThat(health.used()).isEqualTo(1_234);
        assertThat(health.problem()).isEmpty();
        assertThat(health.health(false).diskFull()).isFalse();
    }

    @Test
    void theLoadIsKnownFromTheSecondLookOn() {
        MachineHealth health = new MachineHealth(directory);
        assertThat(health.health(false).loadPerMille()).isNegative();
        health.look();
        assertThat(health.health(false).loadPerMille()).isBetween(0, 1000);
    }

    @Test
    void aFullDiskMakesANodeUnready() {
        MachineHealth health = new MachineHealth(directory, Long.MAX_VALUE);
        assertThat(health.problem()).hasValueSatisfying(why -> assertThat(why).contains("MiB of disk are left"));
        assertThat(health.health(false).diskFull()).isTrue();
    }

    /** A heartbeat failed, and with it the worker, where the store deleted a file that was just being looked at. */
    @Test
    void filesMayVanishWhileTheyAreLookedAt() throws Exception {
        MachineHealth health = new MachineHealth(directory);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> merging = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                replace();
            }
        });
        for (int look = 0; look < 300; look++) {
            assertThatCode(health::look).doesNotThrowAnyException();
        }
        done.set(true);
        merging.join();
    }

    private void replace() {
        try {
            Path folder = Files.createDirectory(directory.resolve("store"));
            for (int file = 0; file < 20; file++) {
                Files.write(folder.resolve(file + ".sst"), new byte[10]);
            }
            for (int file = 0; file < 20; file++) {
                Files.delete(folder.resolve(file + ".sst"));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
