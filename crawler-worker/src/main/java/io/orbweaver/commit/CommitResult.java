package io.orbweaver.commit;

import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.QueuedUrl;
import io.orbweaver.message.Tally;
import io.orbweaver.route.OutboxEntry;
import java.util.List;
import java.util.Map;

/**
 * What one batch changed, for the schedule in memory.
 *
 * @param queued entries that are new in a queue: admitted, or back after waiting
 * @param sent outbox entries that were written and have to be delivered
 * @param tallies the totals of every crawl that was touched
 * @param nextDueMillis by shard, when the first URL that waits for another attempt is due; absent where none waits
 */
public record CommitResult(
        List<Queued> queued, List<OutboxEntry> sent, Map<Integer, Tally> tallies, Map<Integer, Long> nextDueMillis) {

    /**
     * @param fresh whether the host was unknown before
     * @param fetched pages of the crawl that the host has given so far
     */
    public record Queued(QueuedUrl url, HostRow host, boolean fresh, long fetched) {}
}
