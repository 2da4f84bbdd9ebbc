package io.orbweaver.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.message.Discovery;
import io.orbweaver.url.Url;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final long RESEND = 100;

    private final Outbox outbox = new Outbox(RESEND, 0);
    private final Map<Integer, String> owners = new TreeMap<>(Map.of(1, "a", 2, "b", 3, "b"));

    private static OutboxEntry entry(int from, long sequence, int... shards) {
        Map<Integer, Discovery> byShard = new TreeMap<>();
        for (int shard : shards) {
            byShard.put(shard, Discovery.nothing(7));
        }
        return new OutboxEntry(from, sequence, byShard);
    }

    /** What is sent, as worker:from/sequence and the shards. */
    private String sent(long now) {
        StringBuilder text = new StringBuilder();
        outbox.poll(now, owners::get, crawl -> 40 + crawl).forEach(each -> {
            assertThat(each.batch().version()).isEqualTo(47);
            text.append(each.worker()).append(':').append(each.batch().from());
            text.append('/').append(each.batch().sequence());
            text.append(each.batch().byShard().keySet()).append(' ');
        });
        return text.toString();
    }

    private boolean acknowledged(int from, long sequence, Integer... shards) {
        return outbox.acknowledged(new LinkAck(from, sequence, Set.of(shards))).size() > 0;
    }

    @Test
    void oneBatchForEachWorker() {
        outbox.add(entry(9, 1, 1, 2, 3));
        assertThat(sent(0)).isEqualTo("a:9/1[1] b:9/1[2, 3] ");
    }

    @Test
    void isSentAgainToThoseThatDidNotAnswer() {
        outbox.add(entry(9, 1, 1, 2, 3));
        sent(0);
        assertThat(outbox.wake()).isEqualTo(RESEND);
        assertThat(sent(RESEND - 1)).isEmpty();
        assertThat(acknowledged(9, 1, 1, 3)).isFalse();
        assertThat(sent(RESEND)).isEqualTo("b:9/1[2] ");
        assertThat(acknowledged(9, 1, 2)).isTrue();
        assertThat(outbox.size()).isZero();
        assertThat(sent(2 * RESEND)).isEmpty();
        assertThat(outbox.wake()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void oneBatchOfAShardIsUnderWayAtATime() {
        outbox.add(entry(9, 1, 1));
        outbox.add(entry(8, 3, 2));
        assertThat(sent(0)).contains("a:9/1[1]", "b:8/3[2]");
        outbox.add(entry(9, 2, 1));
        assertThat(sent(1)).isEmpty();
        assertThat(acknowledged(9, 1, 1)).isTrue();
        assertThat(sent(2)).isEqualTo("a:9/2[1] ");
    }

    @Test
    void acknowledgementsThatComeTwiceOrForOthersChangeNothing() {
        outbox.add(entry(9, 1, 1));
        sent(0);
        outbox.add(entry(9, 2, 1));
        assertThat(acknowledged(9, 2, 1)).isFalse();
        assertThat(acknowledged(8, 1, 1)).isFalse();
        assertThat(acknowledged(9, 1, 1)).isTrue();
        assertThat(acknowledged(9, 1, 1)).isFalse();
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void waitsForAnOwner() {
        outbox.add(entry(9, 1, 1, 4));
        assertThat(sent(0)).isEqualTo("a:9/1[1] ");
        acknowledged(9, 1, 1);
        owners.put(4, "c");
        assertThat(sent(RESEND)).isEqualTo("c:9/1[4] ");
    }

    @Test
    void whatGathersMeanwhileGoesTogetherAndIsDeliveredTogether() {
        outbox.add(entry(9, 1, 1));
        sent(0);
        outbox.add(entry(9, 2, 1, 2));
        outbox.add(entry(9, 3, 3));
        assertThat(acknowledged(9, 1, 1)).isTrue();
        assertThat(sent(1)).isEqualTo("a:9/3[1] b:9/3[2, 3] ");
        assertThat(acknowledged(9, 3, 1)).isFalse();
        assertThat(outbox.acknowledged(new LinkAck(9, 3, Set.of(2, 3))))
                .extracting(OutboxEntry::sequence)
                .containsExactly(2L, 3L);
        assertThat(outbox.size()).isZero();
    }

    @Test
    void aBatchIsOfOneCrawlAndHasALimit() {
        List<Url> many = Collections.nCopies(600, Url.parse("http://a.test/"));
        Discovery found = new Discovery(7, 1, false, null, List.of(), many);
        outbox.add(entry(9, 1, 3));
        sent(0);
        for (long sequence = 2; sequence < 5; sequence++) {
            outbox.add(new OutboxEntry(9, sequence, Map.of(1, found)));
        }
        Discovery another = new Discovery(8, 1, false, null, List.of(), many);
        outbox.add(new OutboxEntry(9, 5, Map.of(1, another)));
        acknowledged(9, 1, 3);
        assertThat(sent(1)).isEqualTo("a:9/3[1] ");
        acknowledged(9, 3, 1);
        assertThat(sent(2)).isEqualTo("a:9/4[1] ");
    }

    @Test
    void anEntryWaitsAMomentForOthers() {
        Outbox gathering = new Outbox(RESEND, 10);
        gathering.poll(5, owners::get, crawl -> 0);
        gathering.add(entry(9, 1, 1));
        gathering.add(entry(9, 2, 2));
        assertThat(gathering.wake()).isEqualTo(15);
        assertThat(gathering.poll(14, owners::get, crawl -> 0)).isEmpty();
        assertThat(gathering.poll(15, owners::get, crawl -> 0)).hasSize(2);
    }

    @Test
    void shardsAndCrawlsThatAreForgottenAreNotSent() {
        outbox.add(entry(9, 1, 1));
        outbox.add(entry(9, 2, 1));
        outbox.add(entry(8, 1, 1));
        sent(0);
        outbox.forgetShard(8);
        assertThat(outbox.size()).isEqualTo(2);
        outbox.forgetCrawl(7);
        assertThat(outbox.size()).isZero();
        assertThat(sent(RESEND)).isEmpty();
        assertThat(outbox.wake()).isEqualTo(Long.MAX_VALUE);
    }
}
