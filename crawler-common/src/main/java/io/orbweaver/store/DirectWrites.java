package io.orbweaver.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** Whether a file system takes writes that bypass the page cache. Some do not, and say so only when asked to. */
final class DirectWrites {
    private static final byte[] ANYTHING = {1};

    private DirectWrites() {}

    /** Tries it with a file beside {@code directory}, which need not exist but whose parent must. */
    static boolean possible(Path directory) {
        Path probe = directory.resolveSibling(directory.getFileName() + ".probe");
        try (EnvOptions direct = new EnvOptions().setUseDirectWrites(true);
                Options options = new Options();
                SstFileWriter writer = new SstFileWriter(direct, options)) {
            writer.open(probe.toString());
            writer.put(ANYTHING, ANYTHING);
            writer.finish();
            return true;
        } catch (RocksDBException refused) {
            return false;
        } finally {
            delete(probe);
        }
    }

    private static void delete(Path probe) {
        try {
            Files.deleteIfExists(probe);
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.OTHER, "The file " + probe + " cannot be deleted: " + e, e);
        }
    }
}
