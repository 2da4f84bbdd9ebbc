package io.orbweaver.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksObject;
import org.rocksdb.WriteBufferManager;

/**
 * The tuning of the database and of each table, and the owner of the native memory it takes. Confined to the thread
 * that opens and closes the store; must outlive the database opened with it.
 */
final class RocksOptions implements AutoCloseable {
    private static final long KIBIBYTE = 1L << 10;
    private static final long MEBIBYTE = 1L << 20;
    /** What a kill makes the next start replay, at most. */
    private static final long LOG_BYTES = 256 * MEBIBYTE;
    /** A process often may open 20,000 files, and connections need most of them. */
    private static final int OPEN_FILES = 4_096;

    private final Deque<RocksObject> owned = new ArrayDeque<>();
    private final StoreSettings settings;
    private final DBOptions database;
    private final List<ColumnFamilyDescriptor> families = new ArrayList<>();

    /** For files in {@code directory}, which are written past the page cache where its file system can do that. */
    static RocksOptions forWriting(StoreSettings settings, Path directory) {
        loadLibrary();
        return new RocksOptions(settings, DirectWrites.possible(directory));
    }

    static RocksOptions forReading(StoreSettings settings) {
        loadLibrary();
        return new RocksOptions(settings, false);
    }

    private RocksOptions(StoreSettings settings, boolean direct) {
        this.settings = settings;
        database = own(new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setMaxBackgroundJobs(2)
                .setMaxTotalWalSize(LOG_BYTES)
                .setMaxOpenFiles(OPEN_FILES)
                // What is flushed is seldom read again soon; the copy of it in the cache costs a tenth of a crawl's
                // CPU.
                .setUseDirectIoForFlushAndCompaction(direct)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setMaxLogFileSize(MEBIBYTE)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                // The manager charges what it counts to a cache; this one holds no block, so that writes evict none.
                .setWriteBufferManager(own(new WriteBufferManager(
                        settings.writeBufferBytes(), own(new LRUCache(settings.writeBufferBytes())))));
        ColumnFamilyOptions common = own(commonOptions());
        families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, common));
        for (Table table : Table.values()) {
            families.add(new ColumnFamilyDescriptor(name(table), tuned(table, common)));
        }
    }

    /** The library is unpacked to a file first, which a full, read-only or noexec temporary directory prevents. */
    private static void loadLibrary() {
        try {
            RocksDB.loadLibrary();
        } catch (RuntimeException | LinkageError failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new StoreException(StoreException.Kind.NO_LIBRARY, "RocksDB cannot be loaded: " + cause, failure);
        }
    }

    DBOptions database() {
        return database;
    }

    /** Returns the default family, which stays empty, and then one family per table in the order of the tables. */
    List<ColumnFamilyDescriptor> families() {
        return families;
    }

    private static byte[] name(Table table) {
        return table.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns what all tables have in common. Ribbon filters can only be asked for by text, and text can only name the
     * size of a cache; copies of the options share the table factory made from it, and so its cache.
     */
    private ColumnFamilyOptions commonOptions() {
        Properties properties = new Properties();
        properties.setProperty(
                "block_based_table_factory",
                "{block_cache=" + settings.blockCacheBytes()
                        + ";filter_policy=ribbonfilter:10:-1"
                        + ";index_type=kTwoLevelIndexSearch"
                        + ";partition_filters=true"
                        + ";cache_index_and_filter_blocks=true"
                        + ";pin_l0_filter_and_index_blocks_in_cache=true"
                        + ";pin_top_level_index_and_filter=true"
                        // Reads ahead of a scan would be thrown away: most take a few entries off a queue.
                        + ";initial_auto_readahead_size=0"
                        + ";max_auto_readahead_size=0}");
        ColumnFamilyOptions options = ColumnFamilyOptions.getColumnFamilyOptionsFromProps(properties);
        if (options == null) {
            throw new IllegalStateException("This version of RocksDB does not know the options of the tables.");
        }
        return options.setCompressionType(CompressionType.LZ4_COMPRESSION).setMaxWriteBufferNumber(2);
    }

    private ColumnFamilyOptions tuned(Table table, ColumnFamilyOptions common) {
        ColumnFamilyOptions options = own(new ColumnFamilyOptions(common));
        long share = settings.writeBufferBytes() / 12;
        return switch (table) {
            case URLS -> options.setWriteBufferSize(2 * share);
            // Read in order or by keys that exist: a filter on the last level would only cost memory.
            case QUEUE, DUE -> options.setWriteBufferSize(2 * share).setOptimizeFiltersForHits(true);
            case BODIES ->
                options.setWriteBufferSize(3 * share)
                        .setOptimizeFiltersForHits(true)
                        .setEnableBlobFiles(true)
                        .setMinBlobSize(KIBIBYTE)
                        // Most bodies come compressed; for others it costs more than the disk they take.
                        .setBlobCompressionType(CompressionType.NO_COMPRESSION)
                        // A crawl deletes nothing, and the collection would copy the oldest bodies all the same.
                        .setEnableBlobGarbageCollection(false);
            case LAST_MODIFIED,
                    PAGES,
                    CRAWLS,
                    GRANTS,
                    SPOOL,
                    RULES,
                    SHARDS,
                    NODES,
                    HOSTS,
                    HOST_QUEUES,
                    DIGESTS,
                    OUTBOX,
                    INBOX,
                    META -> options.setWriteBufferSize(share);
        };
    }

    private <T extends RocksObject> T own(T object) {
        owned.push(object);
        return object;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            owned.pop().close();
        }
    }
}
