package io.orbweaver.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store on disk: one RocksDB with a column family per table. A write that returned survives the death of the
 * process; the log is fsynced once per {@link StoreSettings#syncInterval}, so a power cut can take the writes of that
 * time, the latest first and never half a batch. When an fsync fails, every later write throws: only opening the store
 * again tells what the disk still holds.
 *
 * <p>Thread-safe: any thread may read or write at any time. {@link #close} ends scans under way with a
 * {@link StoreException} and waits for the other calls. Every failure is a {@link StoreException}.
 */
public final class RocksStore implements KeyValueStore {
    private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);

    private final Path directory;
    private final RocksOptions options;
    private final RocksDB database;
    private final List<ColumnFamilyHandle> handles;
    private final WriteOptions writeOptions = new WriteOptions();
    private final LogSync log;
    /** Calls hold the read side: a native handle must not be closed under them. */
    private final ReentrantReadWriteLock lifetime = new ReentrantReadWriteLock();

    private final AtomicInteger reclaims = new AtomicInteger();
    private final CompactRangeOptions reclaiming = new CompactRangeOptions();

    private volatile boolean closed;

    private RocksStore(
            Path directory, RocksOptions options, RocksDB database, List<ColumnFamilyHandle> handles, LogSync log) {
        this.directory = directory;
        this.options = options;
        this.database = database;
        this.handles = handles;
        this.log = log;
    }

    /** Opens the store in this directory, which need not exist but whose parent must. */
    public static RocksStore open(Path directory, StoreSettings settings) {
        return open(directory, settings, database -> database::syncWal);
    }

    /**
     * Opens a store that exists without changing a file of it; every write fails. What its log holds is read into
     * memory. Nothing may write to it meanwhile: that would not be seen.
     */
    public static RocksStore openReadOnly(Path directory, StoreSettings settings) {
        if (!existed(directory)) {
            throw new StoreException(StoreException.Kind.OTHER, "There is no store in " + directory + ".", null);
        }
        RocksOptions options = RocksOptions.forReading(settings);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB database =
                    RocksDB.openReadOnly(options.database(), directory.toString(), options.families(), handles);
            LogSync nothingToSync = new LogSync(settings.syncInterval(), "store-log-sync", () -> {});
            return new RocksStore(directory, options, database, handles, nothingToSync);
        } catch (RocksDBException failure) {
            options.close();
            StoreException problem = StoreException.of("The store in " + directory + " cannot be opened", failure);
            throw StoreException.missingFileMeansDamage(problem, directory);
        }
    }

    /** Opens the store with another way to make its log durable. */
    static RocksStore open(Path directory, StoreSettings settings, Function<RocksDB, LogSync.Action> sync) {
        boolean existed = existed(directory);
        RocksOptions options = RocksOptions.forWriting(settings, directory);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB database = RocksDB.open(options.database(), directory.toString(), options.families(), handles);
            RocksStore store = new RocksStore(
                    directory,
                    options,
                    database,
                    handles,
                    new LogSync(settings.syncInterval(), "store-log-sync", sync.apply(database)));
            store.log.start();
            return store;
        } catch (RocksDBException failure) {
            options.close();
            StoreException problem = StoreException.of("The store in " + directory + " cannot be opened", failure);
            throw existed ? StoreException.missingFileMeansDamage(problem, directory) : problem;
        }
    }

    /**
     * Tells whether a store was here. RocksDB takes a directory without CURRENT for a new one and deletes the data files
     * that it finds there; they are worth more than that.
     */
    private static boolean existed(Path directory) {
        if (Files.exists(directory.resolve("CURRENT"))) {
            return true;
        }
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryStream<Path> data = Files.newDirectoryStream(directory, "*.{sst,blob,log}")) {
            if (data.iterator().hasNext()) {
                throw new StoreException(
                        StoreException.Kind.CORRUPT,
                        "The store in " + directory + " cannot be opened: its file CURRENT is missing beside its data.",
                        null);
            }
            return false;
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.OTHER, "The directory " + directory + " cannot be listed.", failure);
        }
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        return reading(() -> database.get(handle(table), key));
    }

    @Override
    public List<byte @Nullable []> multiGet(Table table, List<byte[]> keys) {
        return keys.isEmpty()
                ? List.of()
                : reading(() -> database.multiGetAsList(Collections.nCopies(keys.size(), handle(table)), keys));
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Visitor visitor) {
        reading(() -> {
            try (Slice end = new Slice(to);
                    ReadOptions read = new ReadOptions().setIterateUpperBound(end);
                    RocksIterator pairs = database.newIterator(handle(table), read)) {
                pairs.seek(from);
                while (pairs.isValid() && visitor.visit(pairs.key(), pairs.value())) {
                    pairs.next();
                    refuseClosed();
                }
                pairs.status();
            }
            return true;
        });
    }

    @Override
    public void write(Batch batch) {
        lifetime.readLock().lock();
        try (WriteBatch changes = new WriteBatch()) {
            refuseClosed();
            RocksDBException unsynced = log.failure();
            if (unsynced != null) {
                throw StoreException.of(
                        "The store in " + directory + " takes no writes until it is opened again, as its log did not"
                                + " reach the disk",
                        unsynced);
            }
            for (Batch.Change change : batch.changes()) {
                add(change, changes);
            }
            database.write(writeOptions, changes);
            log.written();
        } catch (RocksDBException failure) {
            throw StoreException.of("The store in " + directory + " cannot be written", failure);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    /**
     * {@inheritDoc} Files of bodies of which nothing is left are deleted once no key refers to them; where crawls that ran
     * at the same time share a file, with the last of them.
     */
    @Override
    public void reclaim() {
        if (reclaims.getAndIncrement() == 0) {
            Thread.ofPlatform().daemon().name("store-reclaim").start(this::compactBodies);
        }
    }

    private void compactBodies() {
        int seen;
        do {
            seen = reclaims.get();
            try {
                reading(() -> {
                    database.compactRange(handle(Table.BODIES), null, null, reclaiming);
                    return true;
                });
            } catch (StoreException e) {
                if (!closed) {
                    LOG.warn("Disk that deleted crawls took is not given back yet: {}", e.getMessage());
                }
                reclaims.set(0);
                return;
            }
        } while (!reclaims.compareAndSet(seen, 0));
    }

    private void add(Batch.Change change, WriteBatch changes) throws RocksDBException {
        switch (change) {
            case Batch.Put put -> changes.put(handle(put.table()), put.key(), put.value());
            case Batch.Delete delete -> changes.delete(handle(delete.table()), delete.key());
            case Batch.DeleteRange range -> {
                // RocksDB fails the whole batch over a range that ends before it starts.
                if (Arrays.compareUnsigned(range.from(), range.to()) < 0) {
                    changes.deleteRange(handle(range.table()), range.from(), range.to());
                }
            }
        }
    }

    private <T extends @Nullable Object> T reading(Read<T> read) {
        lifetime.readLock().lock();
        try {
            refuseClosed();
            return read.run();
        } catch (RocksDBException failure) {
            throw StoreException.of("The store in " + directory + " cannot be read", failure);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    private void refuseClosed() {
        if (closed) {
            throw new StoreException(StoreException.Kind.OTHER, "The store in " + directory + " is closed.", null);
        }
    }

    private ColumnFamilyHandle handle(Table table) {
        // The default family comes first.
        return handles.get(table.ordinal() + 1);
    }

    /** Makes the log durable and gives all memory back; closing twice does nothing. Not to be called from a visitor. */
    @Override
    public void close() {
        if (lifetime.getReadHoldCount() > 0) {
            throw new IllegalStateException("A visitor cannot close the store that it visits.");
        }
        closed = true;
        stopReclaiming();
        lifetime.writeLock().lock();
        try {
            if (database.isOwningHandle()) {
                closeAll();
            }
        } catch (RocksDBException failure) {
            throw StoreException.of("The last writes to " + directory + " may not have reached the disk", failure);
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    private void stopReclaiming() {
        lifetime.readLock().lock();
        try {
            if (reclaiming.isOwningHandle()) {
                reclaiming.setCanceled(true);
            }
        } finally {
            lifetime.readLock().unlock();
        }
    }

    private void closeAll() throws RocksDBException {
        log.close();
        try {
            handles.forEach(ColumnFamilyHandle::close);
            database.closeE();
        } finally {
            reclaiming.close();
            writeOptions.close();
            options.close();
        }
        RocksDBException unsynced = log.failure();
        if (unsynced != null) {
            throw unsynced;
        }
    }

    /** One call that reads; runs under the read side of the lifetime. */
    @FunctionalInterface
    private interface Read<T extends @Nullable Object> {
        T run() throws RocksDBException;
    }
}
