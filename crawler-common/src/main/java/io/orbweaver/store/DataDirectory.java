package io.orbweaver.store;

import io.orbweaver.store.DataDirectoryException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which one node keeps what it knows, held by this object against every other process, and every other
 * object of this one, until {@link #close}. It refuses a directory that is not ours rather than write into it; whatever
 * it refuses it leaves as it was. All failures are {@link DataDirectoryException}s. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {
    static final String LOCK_FILE = "orbweaver.lock";

    private static final String STORE = "store";

    /** Without this file a store is none. */
    private static final String CURRENT = "CURRENT";

    /** What an interrupted creation leaves behind, and what a fresh file system holds. */
    private static final Set<String> HARMLESS = Set.of(LOCK_FILE, DirectoryMarker.UNFINISHED_FILE, "lost+found");

    /**
     * The directories that this process holds. File locks do not tell objects of one process apart; and merely closing a
     * second channel on a lock file gives up the lock that the first one holds.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private volatile DirectoryMarker marker;
    private final FileLock lock;

    private DataDirectory(Path path, DirectoryMarker marker, FileLock lock) {
        this.path = path;
        this.marker = marker;
        this.lock = lock;
    }

    /**
     * Opens the directory of whatever use, and makes it when it does not exist or is empty.
     *
     * @param nodeId the node that it must belong to; null takes the one it belongs to, or a random one when it is new
     */
    public static DataDirectory open(Path directory, @Nullable String nodeId) {
        return openAs(new DirectoryOwner(null, nodeId, null), directory);
    }

    /** Opens the directory, and makes it when it does not exist or is empty. */
    public static DataDirectory openAs(DirectoryOwner owner, Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        make(path);
        if (DirectoryMarker.isIn(path)) {
            refuseOther(path, DirectoryMarker.read(path), owner);
        } else {
            refuseForeign(path);
        }
        if (!Files.isWritable(path)) {
            throw notWritable(path, null);
        }
        Path real = real(path);
        if (!HELD.add(real)) {
            throw inUse(path);
        }
        boolean opened = false;
        try {
            DataDirectory data = openHeld(real, owner);
            opened = true;
            return data;
        } finally {
            if (!opened) {
                HELD.remove(real);
            }
        }
    }

    /** Tells whether the directory is ours and holds a store, without taking or changing it. */
    public static boolean exists(Path directory) {
        return DirectoryMarker.isIn(directory) && Files.isDirectory(directory.resolve(STORE));
    }

    private static void make(Path path) {
        if (Files.isDirectory(path)) {
            return;
        }
        if (Files.exists(path)) {
            throw new DataDirectoryException(
                    Reason.NOT_A_DIRECTORY,
                    "The data directory " + path + " is a file: name a directory, or move the file away.",
                    null);
        }
        try {
            Files.createDirectories(path);
        } catch (IOException failure) {
            throw new DataDirectoryException(
                    Reason.NOT_WRITABLE,
                    "The data directory " + path + " cannot be created (" + cause(failure)
                            + "): create it and let this user write to it, or name another directory.",
                    failure);
        }
    }

    private static void refuseForeign(Path path) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (!HARMLESS.contains(entry.getFileName().toString())) {
                    throw foreign(path, entry);
                }
            }
        } catch (IOException failure) {
            throw new DataDirectoryException(
                    Reason.NOT_WRITABLE,
                    "The data directory " + path + " cannot be listed (" + cause(failure)
                            + "): let this user read it, or name another directory.",
                    failure);
        }
    }

    private static DataDirectoryException foreign(Path path, Path entry) {
        if (entry.getFileName().toString().equals(STORE) && Files.exists(entry.resolve(CURRENT))) {
            return new DataDirectoryException(
                    Reason.CORRUPT,
                    "The data directory " + path + " holds a store but not its file " + DirectoryMarker.FILE
                            + ": restore that file from a backup, or name another directory.",
                    null);
        }
        return new DataDirectoryException(
                Reason.FOREIGN,
                "The directory " + path + " is not empty and not a data directory (it holds " + entry.getFileName()
                        + "): name an empty or a new directory.",
                null);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException failure) {
            throw new DataDirectoryException(
                    Reason.OTHER,
                    "The data directory " + path + " went away (" + cause(failure) + "): start the node again.",
                    failure);
        }
    }

    private static DataDirectory openHeld(Path path, DirectoryOwner owner) {
        FileLock lock = lock(path);
        boolean opened = false;
        try {
            // Whoever held the lock before may have finished the directory since it was looked at.
            DirectoryMarker marker;
            if (DirectoryMarker.isIn(path)) {
                marker = DirectoryMarker.read(path);
                refuseOther(path, marker, owner);
            } else {
                marker = DirectoryMarker.create(owner);
                marker.write(path);
            }
            DataDirectory data = new DataDirectory(path, marker, lock);
            opened = true;
            return data;
        } catch (IOException failure) {
            throw notWritable(path, failure);
        } finally {
            if (!opened) {
                release(path, lock);
            }
        }
    }

    private static FileLock lock(Path path) {
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw inUse(path);
            }
            return lock;
        } catch (IOException failure) {
            throw notWritable(path, failure);
        }
    }

    /** Returns the lock, or null when another process has it; the channel stays open only with the lock. */
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static void release(Path path, FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException failure) {
            throw new DataDirectoryException(
                    Reason.OTHER,
                    "The data directory " + path + " cannot be given back (" + cause(failure)
                            + "): end this process before another one uses it.",
                    failure);
        }
    }

    private static void refuseOther(Path path, DirectoryMarker marker, DirectoryOwner owner) {
        DirectoryUse use = owner.use();
        if (use != null && use != marker.use()) {
            throw new DataDirectoryException(
                    Reason.OTHER_NODE,
                    "The data directory " + path + " is that of a "
                            + marker.use().text() + ", not of a " + use.text() + ": name another directory.",
                    null);
        }
        String nodeId = owner.nodeId();
        if (nodeId != null && !nodeId.equals(marker.nodeId())) {
            throw new DataDirectoryException(
                    Reason.OTHER_NODE,
                    "The data directory " + path + " belongs to the node " + marker.nodeId() + ", not to " + nodeId
                            + ": start that node on it, or name another directory.",
                    null);
        }
    }

    private static DataDirectoryException inUse(Path path) {
        return new DataDirectoryException(
                Reason.IN_USE,
                "The data directory " + path + " is in use by another process: stop it, or name another directory.",
                null);
    }

    private static DataDirectoryException notWritable(Path path, @Nullable IOException failure) {
        return new DataDirectoryException(
                Reason.NOT_WRITABLE,
                "The data directory " + path + " cannot be written"
                        + (failure == null ? "" : " (" + cause(failure) + ")")
                        + ": let this user write to it, or name another directory.",
                failure);
    }

    /** Returns the reason that the system gives, without the path that the sentence around it names already. */
    private static String cause(IOException failure) {
        String reason = failure instanceof FileSystemException problem ? problem.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }

    /** Opens the store of this directory, which the caller closes before the directory. */
    public RocksStore openStore(StoreSettings settings) {
        try {
            return RocksStore.open(store(), settings);
        } catch (StoreException failure) {
            throw refusal(failure);
        }
    }

    /** As {@link #openStore} for a store that is there already and is only looked at: no file of it changes. */
    public RocksStore openStoreReadOnly(StoreSettings settings) {
        try {
            return RocksStore.openReadOnly(store(), settings);
        } catch (StoreException failure) {
            throw refusal(failure);
        }
    }

    private DataDirectoryException refusal(StoreException failure) {
        String where = "The store in the data directory " + path;
        return switch (failure.kind()) {
            case CORRUPT ->
                new DataDirectoryException(
                        Reason.CORRUPT,
                        where + " is damaged (" + failure.detail() + "): restore the directory from a backup, or name"
                                + " another directory and crawl anew.",
                        failure);
            case DISK_FULL ->
                new DataDirectoryException(
                        Reason.DISK_FULL,
                        where + " cannot be opened as its disk is full: free some space and start the node again.",
                        failure);
            case IN_USE -> inUse(path);
            case NO_LIBRARY ->
                new DataDirectoryException(
                        Reason.OTHER,
                        "The store's native library cannot be loaded (" + failure.detail() + "): it is unpacked to "
                                + System.getProperty("java.io.tmpdir") + ", which needs room and must let files be"
                                + " executed; set ROCKSDB_SHAREDLIB_DIR to another directory.",
                        failure);
            case OTHER ->
                new DataDirectoryException(
                        Reason.OTHER,
                        where + " cannot be opened (" + failure.detail()
                                + "): mend what the system reports and start the node again.",
                        failure);
        };
    }

    /** Tells whether there is a store to open, and not only where one would be made. */
    public boolean hasStore() {
        return Files.exists(store().resolve(CURRENT));
    }

    public Path path() {
        return path;
    }

    /** Returns where the store lies; it need not exist yet. */
    public Path store() {
        return path.resolve(STORE);
    }

    public String nodeId() {
        return marker.nodeId();
    }

    /**
     * Returns the cluster it belongs to: 32 hexadecimal digits, drawn at random when the directory was created. That of a
     * worker is empty until it was welcomed.
     */
    public String clusterId() {
        return marker.clusterId();
    }

    /** Returns 32 hexadecimal digits, drawn at random when the directory was created, and never twice. */
    public String storeId() {
        return marker.storeId();
    }

    /**
     * Makes the directory one of a cluster's, durably. One that belongs to that cluster already stays as it is.
     *
     * @throws IllegalStateException where it belongs to another cluster
     */
    public synchronized void join(String clusterId) {
        DirectoryMarker now = marker;
        if (now.clusterId().equals(clusterId)) {
            return;
        }
        if (!now.clusterId().isEmpty() || !DirectoryMarker.isId(clusterId)) {
            throw new IllegalStateException("The data directory " + path + " cannot join the cluster " + clusterId
                    + ", as it belongs to " + now.clusterId() + ".");
        }
        DirectoryMarker joined = now.withCluster(clusterId);
        try {
            joined.write(path);
        } catch (IOException failure) {
            throw notWritable(path, failure);
        }
        marker = joined;
    }

    /** Gives the directory free for others; closing twice does nothing. */
    @Override
    public void close() {
        // In this order, or another object of this process could meet the lock while it still stands.
        synchronized (lock) {
            if (lock.acquiredBy().isOpen()) {
                release(path, lock);
                HELD.remove(path);
            }
        }
    }
}
