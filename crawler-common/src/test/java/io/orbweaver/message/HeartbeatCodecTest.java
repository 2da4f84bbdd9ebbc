package io.orbweaver.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.FailureKind;
import io.orbweaver.message.HeartbeatReply.Grant;
import io.orbweaver.message.HeartbeatReply.Order;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What scheduler and workers say to one another arrives as it was sent. */
class HeartbeatCodecTest {
    private static Tally tally() {
        Tally tally = new Tally();
        tally.discovered = 9;
        tally.fetched = 5_000_000_000L;
        tally.answered(404);
        tally.failed(FailureKind.DNS);
        return tally;
    }

    private static Heartbeat beat() {
        return new Heartbeat(
                "worker-1",
                7,
                300,
                new Heartbeat.Known(1, 4_294_967_299L, 12, 3),
                new Heartbeat.ShardReport(false, Set.of(3, 255), Map.of(3, Map.of(8, tally())), Map.of(17, 6L)),
                List.of(new Heartbeat.CrawlReport(8, 4_294_967_300L, true, 4, 2, tally())),
                List.of(new Heartbeat.PermitReport(3, 8, 10, 2, true)),
                Map.of(8, List.of("http://a.test/", "https://b.test/ü")),
                new Heartbeat.Health(true, 1L << 40, 0, 999, true));
    }

    @Test
    void everyFieldOfAHeartbeat() {
        Heartbeat got = HeartbeatCodec.decode(HeartbeatCodec.encode(beat()));
        assertThat(got).usingRecursiveComparison().isEqualTo(beat());
    }

    @Test
    void everyFieldOfAnAnswer() {
        PolitenessRule rule = new PolitenessRule(
                Duration.ofMillis(250), 4, 1.5, false, Duration.ofSeconds(9), 100L, "22:00-06:00 Europe/Berlin", true);
        PolitenessConfig politeness =
                new PolitenessConfig(PolitenessConfig.defaults().standard(), Map.of("*.example.org", rule));
        CrawlSpec spec = CrawlSpec.defaults(List.of("http://a.test/"));
        HeartbeatReply reply = new HeartbeatReply(
                300,
                1,
                4_294_967_301L,
                true,
                List.of(new Order(8, 3, spec, List.of("http://a.test/"), true)),
                9,
                Set.of(4, 5),
                Map.of(8, 4_294_967_301L),
                List.of(new Grant(3, 8, 64)),
                Set.of(8),
                new ShardTable(
                        5, List.of(ShardTable.Row.UNOWNED, new ShardTable.Row("worker-1", 7, 2, "worker-2", true))),
                new HeartbeatReply.Rules(4, politeness));
        assertThat(ReplyCodec.decode(ReplyCodec.encode(reply))).isEqualTo(reply);
    }

    @Test
    void whatIsNoneIsRefused() {
        byte[] sent = HeartbeatCodec.encode(beat());
        for (int length = 0; length < sent.length; length++) {
            byte[] cut = Arrays.copyOf(sent, length);
            assertThatThrownBy(() -> HeartbeatCodec.decode(cut)).isInstanceOf(RuntimeException.class);
        }
    }
}
