package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.message.Tally;
import java.util.HashMap;
import java.util.Map;

/**
 * What this worker has received for each crawl, answers that are not durable yet included. The scheduler, which adds up
 * all workers, hears of it with a heartbeat; until then more requests would start. Pure.
 */
final class ByteLimit {
    private final Map<Integer, Long> received = new HashMap<>();

    /** Shards were opened with what was received before, by crawl. */
    void counted(Map<Integer, Tally> opened) {
        opened.forEach((crawl, tally) -> received.merge(crawl, tally.bytes, Math::max));
    }

    void add(int crawl, Commit ended) {
        long bytes = switch (ended) {
            case Commit.Page page -> page.record().receivedBytes();
            case Commit.Redirect redirect -> redirect.record().receivedBytes();
            default -> 0;
        };
        received.merge(crawl, bytes, Long::sum);
    }

    /** Whether no request may start any more, whatever other workers have received. */
    boolean reached(int crawl, CrawlSpec.Limits limits) {
        return limits.maxBytes() > 0 && received.getOrDefault(crawl, 0L) >= limits.maxBytes();
    }
}
