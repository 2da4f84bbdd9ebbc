package io.orbweaver.app;

import io.orbweaver.json.OptionsJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** {@code crawl-options.json} in the data directory: what the crawl was asked for, so that it can go on without. */
public final class OptionsFile {
    private static final String NAME = "crawl-options.json";

    private OptionsFile() {}

    /** Keeps the options on disk, all or nothing, instead of those kept before. The directory must exist. */
    public static void write(CrawlOptions options) throws IOException {
        Path file = options.data().resolve(NAME);
        Path fresh = options.data().resolve(NAME + ".new");
        Files.write(fresh, OptionsJson.write(options.given().values()).getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static boolean exists(Path data) {
        return Files.exists(data.resolve(NAME));
    }

    static GivenOptions read(Path data) throws UsageException {
        if (!exists(data)) {
            throw new UsageException(data + " holds no crawl to go on with: leave out --resume to start one there,"
                    + " or name the directory of the crawl with --data.");
        }
        try {
            return new GivenOptions(OptionsJson.read(Files.readString(data.resolve(NAME))));
        } catch (IOException e) {
            throw new UsageException(data.resolve(NAME) + " cannot be read (" + e.getMessage()
                    + "): make it readable, or start a new crawl in another --data directory.");
        }
    }
}
