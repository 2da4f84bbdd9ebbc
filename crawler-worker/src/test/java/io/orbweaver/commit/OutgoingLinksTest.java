package io.orbweaver.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.message.Discovery;
import io.orbweaver.route.OutboxEntry;
import io.orbweaver.store.Batch;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.MemoryStore;
import io.orbweaver.url.Url;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutgoingLinksTest {
    private static final int SHARD = 3;

    private final KeyValueStore store = new MemoryStore();
    private final OutgoingLinks links = new OutgoingLinks(store);

    private static OutboxEntry entry(int crawl, long sequence) {
        List<Url> found = Collections.nCopies(100, Url.parse("http://a.test/"));
        return new OutboxEntry(SHARD, sequence, Map.of(7, new Discovery(crawl, 1, false, null, List.of(), found)));
    }

    private List<Long> add(int crawl, long first, long last) {
        Batch batch = new Batch();
        for (long sequence = first; sequence <= last; sequence++) {
            links.add(entry(crawl, sequence), batch);
        }
        store.write(batch);
        return sequences();
    }

    private List<Long> sequences() {
        return links.toSend().stream().map(OutboxEntry::sequence).toList();
    }

    private List<Long> delivered(int crawl, long sequence) {
        Batch batch = new Batch();
        links.delivered(new Commit.Delivered(SHARD, sequence, crawl, 100), batch);
        store.write(batch);
        return sequences();
    }

    /** A worker that was away for long made all others keep in memory whatever they had found for it. */
    @Test
    void ofWhatWaitsForAWorkerThatIsAwayOnlyTheOldestAreInMemory() {
        links.open(SHARD);
        assertThat(sequences()).isEmpty();
        assertThat(add(1, 1, 50)).hasSize(10);
        assertThat(add(1, 51, 60)).isEmpty();
    }

    @Test
    void everyEntryIsHandedOutOnceInOrderAlsoAfterARestart() {
        links.open(SHARD);
        Deque<Long> out = new ArrayDeque<>(add(1, 1, 25));
        List<Long> all = new ArrayList<>(out);
        for (long next = 26; next <= 40; next++) {
            List<Long> more = delivered(1, out.remove());
            out.addAll(more);
            all.addAll(more);
            all.addAll(add(1, next, next));
        }
        OutgoingLinks again = new OutgoingLinks(store);
        again.open(SHARD);
        assertThat(again.toSend().getFirst().sequence()).isEqualTo(out.peek());
        while (!out.isEmpty()) {
            List<Long> more = delivered(1, out.remove());
            out.addAll(more);
            all.addAll(more);
        }
        assertThat(all).hasSize(40).isSorted().doesNotHaveDuplicates();
        again.open(SHARD);
        assertThat(again.toSend()).isEmpty();
    }

    @Test
    void whatADeletedCrawlHadInMemoryMakesRoomForOthers() {
        links.open(SHARD);
        assertThat(add(1, 1, 10)).hasSize(10);
        assertThat(add(2, 11, 12)).isEmpty();
        links.forget(SHARD, 1);
        assertThat(sequences()).containsExactly(11L, 12L);
    }
}
