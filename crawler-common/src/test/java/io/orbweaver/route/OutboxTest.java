package io.orbweaver.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.message.Discovery;
import io.orbweaver.url.Url;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final long RESEND = 100;

    private final Outbox outbox = new Outbox(RESEND);
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
        return outbox.acknowledged(new LinkAck(from, sequence, Set.of(shards))) != null;
    }

    @Test
    void oneBatchForEachWorker() {
        outbox.add(entry(9, 1, 1, 2, 3));
        assertThat(sent(0)).isEqualTo("a:9/1[1] b:9/1[2, 3] ");
    }

    @Test
    void isSentAgainToThoseThatDidNotAnswer() {
        outbox.add(entry(9, 1, 1, 2, 3));
        assertThat(outbox.holds(7)).isTrue();
        assertThat(outbox.holds(8)).isFalse();
        sent(0);
        assertThat(outbox.wake()).isEqualTo(RESEND);
        assertThat(sent(RESEND - 1)).isEmpty();
        assertThat(acknowledged(9, 1, 1, 3)).isFalse();
        assertThat(sent(RESEND)).isEqualTo("b:9/1[2] ");
        assertThat(acknowledged(9, 1, 2)).isTrue();
        assertThat(outbox.size()).isZero();
        assertThat(outbox.wake()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void oneEntryOfAShardIsUnderWayAtATime() {
        outbox.add(entry(9, 1, 1));
        outbox.add(entry(9, 2, 1));
        outbox.add(entry(8, 3, 2));
        assertThat(sent(0)).contains("a:9/1[1]", "b:8/3[2]").doesNotContain("9/2");
        assertThat(acknowledged(9, 1, 1)).isTrue();
        assertThat(sent(1)).isEqualTo("a:9/2[1] ");
    }

    @Test
    void acknowledgementsThatComeTwiceOrForOthersChangeNothing() {
        outbox.add(entry(9, 1, 1));
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
    void countsTheLinksThatAreToBeDelivered() {
        Discovery three = new Discovery(
                7,
                1,
                false,
                null,
                List.of(),
                List.of(Url.parse("http://a.test/"), Url.parse("http://b.test/"), Url.parse("http://c.test/")));
        outbox.add(new OutboxEntry(9, 1, Map.of(1, three)));
        outbox.add(new OutboxEntry(9, 2, Map.of(1, three, 2, three)));
        outbox.add(new OutboxEntry(8, 1, Map.of(1, three)));
        assertThat(outbox.links()).isEqualTo(12);
        assertThat(acknowledged(9, 1, 1)).isTrue();
        assertThat(outbox.links()).isEqualTo(9);
        outbox.forgetShard(8);
        assertThat(outbox.links()).isEqualTo(6);
        outbox.forgetCrawl(7);
        assertThat(outbox.links()).isZero();
        assertThat(outbox.size()).isZero();
    }
}
