package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import io.orbweaver.json.LogLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code crawl.log} in the data directory: one JSON line for each URL that reached its end, with outcome, reason and
 * the number of requests made for it. At 64 MiB it becomes {@code crawl.log.1}, which replaces the one before. Called by the store's
 * thread only.
 */
public final class CrawlLog implements CommitListener, AutoCloseable {
    private static final long MAX_BYTES = 64L << 20;

    private final Path file;
    private LogLines lines;

    /** Goes on with the log in the directory, or begins it. */
    public CrawlLog(Path directory) throws IOException {
        this.file = directory.resolve("crawl.log");
        this.lines = LogLines.append(file);
    }

    @Override
    public void committed(List<Commit> commits) {
        try {
            Instant now = Instant.now();
            for (Commit commit : commits) {
                if (commit instanceof Commit.OfUrl of) {
                    write(of, now);
                }
            }
            lines.flush();
            if (lines.bytes() > MAX_BYTES) {
                rotate();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The crawl log " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void write(Commit.OfUrl of, Instant now) throws IOException {
        int before = of.url().attempts();
        switch (of) {
            case Commit.Page page ->
                write(
                        of,
                        now,
                        before + 1,
                        "fetched",
                        Integer.toString(page.record().status()),
                        null);
            case Commit.Redirect hop ->
                write(
                        of,
                        now,
                        before + 1,
                        "redirected",
                        Integer.toString(hop.record().status()),
                        hop.record().finalUrl());
            case Commit.Sitemap sitemap ->
                write(of, now, before + 1, "sitemap", Integer.toString(sitemap.status()), sitemap.detail());
            case Commit.Failed failed ->
                write(
                        of,
                        now,
                        failed.host() == null ? before : before + 1,
                        "failed",
                        failed.kind().label(),
                        failed.detail());
            case Commit.Excluded excluded ->
                write(of, now, before, "excluded", excluded.reason().label(), excluded.rule());
            case Commit.Retry retry -> {
                // It has not ended; the line of its end tells of every attempt.
            }
        }
    }

    private void write(
            Commit.OfUrl of, Instant now, int attempts, String outcome, String reason, @Nullable String detail)
            throws IOException {
        lines.write(
                now, of.url().crawl(), of.url().url().toString(), of.url().depth(), attempts, outcome, reason, detail);
    }

    private void rotate() throws IOException {
        lines.close();
        Files.move(file, file.resolveSibling("crawl.log.1"), StandardCopyOption.REPLACE_EXISTING);
        lines = LogLines.append(file);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
