package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orbweaver.store.DataDirectoryException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path parent;

    private Path path;

    @BeforeEach
    void name() {
        path = parent.resolve("deep").resolve("data");
    }

    @Test
    void makesADirectoryAndOpensItAgain() {
        assertThat(DataDirectory.exists(path)).isFalse();
        String clusterId;
        try (DataDirectory data = DataDirectory.open(path, "node-1")) {
            assertThat(data.nodeId()).isEqualTo("node-1");
            assertThat(data.store()).isEqualTo(data.path().resolve("store"));
            assertThat(DataDirectory.exists(path)).isFalse();
            clusterId = data.clusterId();
            assertThat(clusterId).matches("[0-9a-f]{32}");
            data.openStore(StoreSettings.DEFAULTS).close();
        }

        assertThat(DataDirectory.exists(path)).isTrue();
        try (DataDirectory data = DataDirectory.open(path, null)) {
            assertThat(data.nodeId()).isEqualTo("node-1");
            assertThat(data.clusterId()).isEqualTo(clusterId);
            data.openStore(StoreSettings.DEFAULTS).close();
        }
    }

    @Test
    void drawsNamesAtRandom() {
        try (DataDirectory one = DataDirectory.open(path, null);
                DataDirectory other = DataDirectory.open(parent.resolve("other"), null)) {
            assertThat(one.nodeId()).startsWith("node-").isNotEqualTo(other.nodeId());
            assertThat(one.clusterId()).isNotEqualTo(other.clusterId());
        }
    }

    @Test
    void keepsUnusualNodeNames() {
        String name = "knoten=ä:\\#1\nnode=x";
        DataDirectory.open(path, name).close();

        try (DataDirectory data = DataDirectory.open(path, name)) {
            assertThat(data.nodeId()).isEqualTo(name);
        }
    }

    @Test
    void finishesAnInterruptedCreation() throws IOException {
        Files.createDirectories(path.resolve("lost+found"));
        Files.createFile(path.resolve(DataDirectory.LOCK_FILE));
        Files.writeString(path.resolve(DirectoryMarker.UNFINISHED_FILE), "format=");

        DataDirectory.open(path, "node-1").close();

        try (DataDirectory data = DataDirectory.open(path, "node-1")) {
            assertThat(data.path().resolve(DirectoryMarker.UNFINISHED_FILE)).doesNotExist();
            // A crash while RocksDB made its first files is no damage either.
            Files.createDirectory(data.store());
            Files.writeString(data.store().resolve("MANIFEST-000001"), "");
            data.openStore(StoreSettings.DEFAULTS).close();
        }
    }

    @Test
    void refusesASecondObjectOfThisProcessAndKeepsTheLock() throws IOException {
        Path link = Files.createSymbolicLink(parent.resolve("link"), parent.resolve("deep"));
        try (DataDirectory data = DataDirectory.open(path, null)) {
            refused(path, Reason.IN_USE).withMessageContaining("in use by another process");
            refused(link.resolve("data"), Reason.IN_USE);
            assertThat(data.path()).isEqualTo(path.toRealPath());
            try (ChildProcess other = ChildProcess.start(DirectoryHolder.class, path)) {
                assertThat(other.line()).isEqualTo("IN_USE");
            }
        }
        DataDirectory.open(path, null).close();
    }

    @Test
    @Timeout(60)
    void refusesWhatAnotherProcessHoldsUntilThatIsKilled() throws Exception {
        try (ChildProcess other = ChildProcess.start(DirectoryHolder.class, path)) {
            String nodeId = other.line();
            assertThat(nodeId).startsWith("node-");

            refused(path, Reason.IN_USE)
                    .withMessageContaining(path.getFileName().toString());

            other.kill();
            try (DataDirectory data = DataDirectory.open(path, null)) {
                assertThat(data.nodeId()).isEqualTo(nodeId);
            }
        }
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "precious");

        refused(file, Reason.NOT_A_DIRECTORY).withMessageContaining("is a file");
        refused(file.resolve("data"), Reason.NOT_WRITABLE).withMessageContaining("cannot be created");
        assertThat(file).hasContent("precious");
    }

    @Test
    void refusesWhatItCannotWrite() throws IOException {
        // Holds for root too, whom permissions do not stop.
        Files.createDirectories(path.resolve(DataDirectory.LOCK_FILE));

        refused(path, Reason.NOT_WRITABLE).withMessageContaining("let this user write to it");
    }

    @Test
    void refusesAStrangersDirectory() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("thesis.txt"), "precious");

        refused(path, Reason.FOREIGN).withMessageContaining("thesis.txt");
    }

    @Test
    void refusesAStoreWithoutMarker() throws IOException {
        fill();
        Files.delete(path.resolve(DirectoryMarker.FILE));

        refused(path, Reason.CORRUPT).withMessageContaining("restore that file from a backup");
    }

    @Test
    void refusesAnotherNodesDirectory() {
        DataDirectory.open(path, "node-1").close();

        assertThatExceptionOfType(DataDirectoryException.class)
                .isThrownBy(() -> DataDirectory.open(path, "node-2"))
                .withMessageContaining("belongs to the node node-1, not to node-2")
                .returns(Reason.OTHER_NODE, DataDirectoryException::reason);
    }

    @Test
    void refusesADirectoryOfAnotherUse() {
        DataDirectory.openAs(new DirectoryOwner(DirectoryUse.WORKER, null, "worker-1"), path)
                .close();

        for (DirectoryUse other : new DirectoryUse[] {DirectoryUse.CRAWL, DirectoryUse.SCHEDULER}) {
            assertThatExceptionOfType(DataDirectoryException.class)
                    .isThrownBy(() -> DataDirectory.openAs(new DirectoryOwner(other, null, "worker-1"), path))
                    .withMessageContaining("is that of a worker, not of a " + other.text())
                    .returns(Reason.OTHER_NODE, DataDirectoryException::reason);
        }
    }

    @Test
    void keepsTheNameThatItGotFirst() {
        DataDirectory.openAs(new DirectoryOwner(DirectoryUse.WORKER, null, "host-a"), path)
                .close();

        try (DataDirectory data = DataDirectory.openAs(new DirectoryOwner(DirectoryUse.WORKER, null, "host-b"), path)) {
            assertThat(data.nodeId()).isEqualTo("host-a");
        }
    }

    @Test
    void aWorkersDirectoryBelongsToNoClusterUntilItJoinsOneForGood() {
        DirectoryOwner worker = new DirectoryOwner(DirectoryUse.WORKER, null, null);
        String cluster = "0123456789abcdef".repeat(2);
        String store;
        try (DataDirectory data = DataDirectory.openAs(worker, path)) {
            assertThat(data.clusterId()).isEmpty();
            store = data.storeId();
            assertThat(store).matches("[0-9a-f]{32}");
            data.join(cluster);
            data.join(cluster);
        }

        try (DataDirectory data = DataDirectory.openAs(worker, path)) {
            assertThat(data.clusterId()).isEqualTo(cluster);
            assertThat(data.storeId()).isEqualTo(store);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> data.join("f".repeat(32)))
                    .withMessageContaining(cluster);
        }
    }

    @Test
    void refusesANewerFormat() throws IOException {
        DataDirectory.open(path, null).close();
        rewriteMarker("format=" + DirectoryMarker.FORMAT, "format=77");

        refused(path, Reason.NEWER_FORMAT)
                .withMessageContaining("format 77")
                .withMessageContaining("this version reads " + DirectoryMarker.FORMAT)
                .withMessageContaining("start that version again");
    }

    @Test
    void refusesAnOlderFormat() throws IOException {
        DataDirectory.open(path, null).close();
        rewriteMarker("format=" + DirectoryMarker.FORMAT, "format=1");

        refused(path, Reason.OLDER_FORMAT)
                .withMessageContaining("format 1")
                .withMessageContaining("this version reads " + DirectoryMarker.FORMAT)
                .withMessageContaining("go on with that version");
    }

    @Test
    void refusesADamagedMarker() throws IOException {
        DataDirectory.open(path, null).close();
        String whole = Files.readString(path.resolve(DirectoryMarker.FILE));

        for (String damaged : new String[] {
            "",
            "\0\0\0\0",
            "format=\\u00",
            "format=0",
            whole.replace("cluster=", "cluster=x"),
            whole.replace("node=", "nod="),
            whole.replace("store=", "store=x"),
            whole.replace("use=", "use=x"),
            whole.replace("created=", "created=x"),
            whole.repeat(40)
        }) {
            Files.writeString(path.resolve(DirectoryMarker.FILE), damaged);
            refused(path, Reason.CORRUPT).withMessageContaining("restore it from a backup");
        }
        Files.write(path.resolve(DirectoryMarker.FILE), new byte[] {(byte) 0xff, (byte) 0xfe, 'f'});
        refused(path, Reason.CORRUPT).withMessageContaining("cannot be read");
    }

    @Test
    void saysWhatToDoAboutADamagedStore() throws IOException {
        for (String file : new String[] {"CURRENT", "MANIFEST-*", "*.sst"}) {
            for (byte[] content : new byte[][] {null, {}, "garbage, not a file of the store\n".getBytes()}) {
                path = parent.resolve("damaged" + Math.abs(file.hashCode()) + (content == null ? "" : content.length));
                fill();
                damage(path.resolve("store"), file, content);
                damagedStoreIsRefused(file);
            }
        }
    }

    private void damagedStoreIsRefused(String file) {
        try (DataDirectory data = DataDirectory.open(path, null)) {
            assertThatExceptionOfType(DataDirectoryException.class)
                    .as(file)
                    .isThrownBy(() -> data.openStore(StoreSettings.DEFAULTS))
                    .withMessageContaining("is damaged")
                    .withMessageContaining("restore the directory from a backup")
                    .returns(Reason.CORRUPT, DataDirectoryException::reason);
        }
    }

    private static void damage(Path store, String pattern, byte[] content) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(store, pattern)) {
            for (Path file : files) {
                if (content == null) {
                    Files.delete(file);
                } else {
                    Files.write(file, content);
                }
            }
        }
    }

    /** Makes a data directory whose store has data in table files. */
    private void fill() {
        try (DataDirectory data = DataDirectory.open(path, "node-1")) {
            try (RocksStore store = data.openStore(StoreSettings.DEFAULTS)) {
                Batch batch = new Batch();
                batch.put(Table.META, new byte[] {1}, new byte[] {2});
                store.write(batch);
            }
            // What the log holds goes to a table file when the store is opened.
            data.openStore(StoreSettings.DEFAULTS).close();
        }
    }

    private void rewriteMarker(String old, String replacement) throws IOException {
        Path file = path.resolve(DirectoryMarker.FILE);
        Files.writeString(file, Files.readString(file).replace(old, replacement));
    }

    /** Checks that opening is refused with one sentence that names the place, and changes no file. */
    private ThrowableAssertAlternative<DataDirectoryException> refused(Path directory, Reason reason) {
        Map<String, String> before = files();
        ThrowableAssertAlternative<DataDirectoryException> refusal = assertThatExceptionOfType(
                        DataDirectoryException.class)
                .isThrownBy(() -> DataDirectory.open(directory, null))
                .withMessageMatching("(?s)The .*[^.]\\.")
                .returns(reason, DataDirectoryException::reason);
        assertThat(files()).isEqualTo(before);
        return refusal;
    }

    private Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(parent)) {
            for (Path file : (Iterable<Path>) found::iterator) {
                String content = Files.isRegularFile(file) ? Files.size(file) + " bytes" : "";
                files.put(file.toString(), content + Files.getLastModifiedTime(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return files;
    }
}
