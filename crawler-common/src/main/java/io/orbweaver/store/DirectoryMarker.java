package io.orbweaver.store;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The file that makes a directory ours: its format and whose it is. Immutable.
 *
 * @param created to the second
 * @param clusterId 32 hexadecimal digits; empty where the node was in no cluster yet
 * @param storeId 32 hexadecimal digits, which tell this directory from all others
 */
record DirectoryMarker(int format, Instant created, DirectoryUse use, String nodeId, String clusterId, String storeId) {
    static final String FILE = "orbweaver.properties";
    /** Where the marker is written before it gets its name; left behind by a crash, it means nothing. */
    static final String UNFINISHED_FILE = "orbweaver.properties.part";
    /** The format that this version writes, and the only one that it reads. */
    static final int FORMAT = 4;

    private static final int ID_BYTES = 16;
    private static final String ID = "[0-9a-f]{32}";
    private static final int NODE_ID_BYTES = 4;
    /** A marker has six short lines; more is not a marker. */
    private static final int LARGEST_FILE = 4_096;

    /** Makes the marker of a new directory. */
    static DirectoryMarker create(DirectoryOwner owner) {
        String given = owner.nodeId() == null ? owner.name() : owner.nodeId();
        DirectoryUse use = owner.use() == null ? DirectoryUse.CRAWL : owner.use();
        return new DirectoryMarker(
                FORMAT,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                use,
                given == null ? "node-" + randomHex(NODE_ID_BYTES) : given,
                use == DirectoryUse.WORKER ? "" : randomHex(ID_BYTES),
                randomHex(ID_BYTES));
    }

    DirectoryMarker withCluster(String id) {
        return new DirectoryMarker(format, created, use, nodeId, id, storeId);
    }

    static boolean isId(String text) {
        return text.matches(ID);
    }

    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    /** Reads the marker of a directory that has one; throws when it is unreadable or of another format. */
    static DirectoryMarker read(Path directory) {
        Path file = directory.resolve(FILE);
        Properties fields = fields(directory, file);
        int format = format(directory, file, fields);
        String nodeId = fields.getProperty("node", "");
        String clusterId = fields.getProperty("cluster", "");
        Instant created;
        try {
            created = Instant.parse(fields.getProperty("created", ""));
        } catch (DateTimeException failure) {
            throw damaged(directory, file, "it does not say when the directory was created", failure);
        }
        if (nodeId.isBlank()) {
            throw damaged(directory, file, "it does not name the node", null);
        }
        DirectoryUse use = DirectoryUse.of(fields.getProperty("use", ""))
                .orElseThrow(() -> damaged(directory, file, "it does not say what the directory holds", null));
        if (!isId(clusterId) && !(use == DirectoryUse.WORKER && clusterId.isEmpty())) {
            throw damaged(directory, file, "it does not name the cluster", null);
        }
        String storeId = fields.getProperty("store", "");
        if (!isId(storeId)) {
            throw damaged(directory, file, "it does not name the store", null);
        }
        return new DirectoryMarker(format, created, use, nodeId, clusterId, storeId);
    }

    private static Properties fields(Path directory, Path file) {
        Properties fields = new Properties();
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw damaged(directory, file, "it is too long", null);
            }
            fields.load(new StringReader(Files.readString(file)));
            return fields;
        } catch (IOException | IllegalArgumentException failure) {
            throw damaged(directory, file, "it cannot be read", failure);
        }
    }

    private static int format(Path directory, Path file, Properties fields) {
        int format;
        try {
            format = Integer.parseInt(fields.getProperty("format", ""));
        } catch (NumberFormatException failure) {
            throw damaged(directory, file, "it does not tell its format", failure);
        }
        if (format > FORMAT) {
            throw new DataDirectoryException(
                    DataDirectoryException.Reason.NEWER_FORMAT,
                    "The data directory " + directory + " was written by a newer version (format " + format
                            + ", this version reads " + FORMAT
                            + "): start that version again, or name another directory.",
                    null);
        }
        if (format < 1) {
            throw damaged(directory, file, "its format " + format + " never existed", null);
        }
        if (format < FORMAT) {
            throw new DataDirectoryException(
                    DataDirectoryException.Reason.OLDER_FORMAT,
                    "The data directory " + directory + " was written by an older version (format " + format
                            + ", this version reads " + FORMAT
                            + "): go on with that version, or name another directory and crawl anew.",
                    null);
        }
        return format;
    }

    private static DataDirectoryException damaged(
            Path directory, Path file, String detail, @Nullable Exception failure) {
        return new DataDirectoryException(
                DataDirectoryException.Reason.CORRUPT,
                "The file " + file.getFileName() + " in the data directory " + directory + " is damaged (" + detail
                        + "): restore it from a backup, or name another directory.",
                failure);
    }

    /** Writes the marker whole or not at all: a crash leaves the directory without one. */
    void write(Path directory) throws IOException {
        String text = "# Makes this directory the data directory of one node; do not edit.\n"
                + "format=" + format + "\ncreated=" + created + "\nuse=" + use.text() + "\nnode=" + escaped(nodeId)
                + "\ncluster=" + clusterId + "\nstore=" + storeId + "\n";
        Path unfinished = directory.resolve(UNFINISHED_FILE);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        // The new name is itself only durable once the directory is.
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String randomHex(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
