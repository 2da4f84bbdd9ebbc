package io.orbweaver.embedded;

import io.orbweaver.commit.Commit;
import io.orbweaver.json.LogLines;
import io.orbweaver.worker.CommitListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/**
 * {@code crawl.log} in the data directory: one JSON line for each URL that reached its end, or will be tried again, with
 * outcome and reason. At 64 MiB it becomes {@code crawl.log.1}, which replaces the one before. Called by the store's
 * thread only.
 */
final class CrawlLog implements CommitListener, AutoCloseable {
    private static final long MAX_BYTES = 64L << 20;

    private final Path file;
    private LogLines lines;

    CrawlLog(Path directory) throws IOException {
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
            throw new UncheckedIOException(e);
        }
    }

    private void write(Commit.OfUrl of, Instant now) throws IOException {
        String url = of.url().url().toString();
        int depth = of.url().depth();
        switch (of) {
            case Commit.Page page ->
                lines.write(
                        now,
                        url,
                        depth,
                        "fetched",
                        Integer.toString(page.record().status()),
                        null);
            case Commit.Redirect hop ->
                lines.write(
                        now,
                        url,
                        depth,
                        "redirected",
                        Integer.toString(hop.record().status()),
                        hop.record().finalUrl());
            case Commit.Sitemap sitemap ->
                lines.write(now, url, depth, "sitemap", Integer.toString(sitemap.status()), sitemap.detail());
            case Commit.Failed failed ->
                lines.write(now, url, depth, "failed", failed.kind().label(), failed.detail());
            case Commit.Excluded excluded ->
                lines.write(now, url, depth, "excluded", excluded.reason().label(), excluded.rule());
            case Commit.Retry retry ->
                lines.write(
                        now,
                        url,
                        depth,
                        "retry",
                        "attempt " + retry.url().attempts(),
                        "not before " + Instant.ofEpochMilli(retry.dueMillis()));
        }
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
