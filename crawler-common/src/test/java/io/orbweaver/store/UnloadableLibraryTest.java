package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * RocksDB unpacks its native library to a temporary directory, which may be full, read-only or mounted noexec. That ended
 * the process with the stack trace of an ExceptionInInitializerError instead of a sentence that says what to do.
 */
class UnloadableLibraryTest {
    @TempDir
    Path directory;

    @Test
    void isARefusalThatNamesTheVariableToSet() throws IOException {
        Map<String, String> nowhere =
                Map.of("ROCKSDB_SHAREDLIB_DIR", directory.resolve("gone").toString());
        try (ChildProcess child = ChildProcess.start(Opener.class, directory.resolve("data"), nowhere)) {
            assertThat(child.line())
                    .contains("native library cannot be loaded", "ROCKSDB_SHAREDLIB_DIR")
                    .endsWith(".");
        }
    }

    static final class Opener {
        private Opener() {}

        public static void main(String[] arguments) {
            StoreSettings settings = new StoreSettings(1 << 20, 1 << 20, Duration.ofSeconds(1));
            try (DataDirectory held = DataDirectory.open(Path.of(arguments[0]), null);
                    RocksStore store = held.openStore(settings)) {
                System.out.println("opened " + store);
            } catch (DataDirectoryException refusal) {
                System.out.println(refusal.getMessage());
            }
        }
    }
}
