package io.orbweaver.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RobotsCacheTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final RobotsRules RULES = rules("disallow: /x\n");

    @Test
    void get_knowsWhatWasPutUntilItExpires() {
        RobotsCache cache = new RobotsCache(10, 1_000_000);
        // A monotonic clock may be negative and may pass its greatest value.
        long now = Long.MAX_VALUE - 5;
        assertThat(cache.get("http://a.test", now)).isNull();
        cache.put("http://a.test", RULES, DAY, now);
        assertThat(cache.get("http://a.test", now + DAY.toNanos() - 1)).isSameAs(RULES);
        assertThat(cache.get("http://a.test:8080", now)).isNull();
        assertThat(cache.get("http://a.test", now + DAY.toNanos())).isNull();
        assertThat(cache.size()).isZero();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void put_dropsTheOldestBeyondTheEntries() {
        RobotsCache cache = new RobotsCache(2, 1_000_000);
        cache.put("a", RULES, DAY, 0);
        cache.put("b", RULES, DAY, 0);
        cache.put("a", RobotsRules.ALLOW_ALL, DAY, 1);
        cache.put("c", RULES, DAY, 2);
        assertThat(cache.get("a", 3)).isSameAs(RobotsRules.ALLOW_ALL);
        assertThat(cache.get("b", 3)).isNull();
        assertThat(cache.get("c", 3)).isSameAs(RULES);
    }

    @Test
    void put_dropsTheOldestBeyondTheBytes() {
        RobotsRules large = rules("disallow: /" + "x".repeat(400) + "\n");
        RobotsCache cache = new RobotsCache(1000, 10 * large.bytes());
        for (int i = 0; i < 100; i++) {
            cache.put("origin" + i, large, DAY, i);
            assertThat(cache.bytes()).isLessThanOrEqualTo(10 * large.bytes());
        }
        assertThat(cache.size()).isBetween(5, 10);
        assertThat(cache.get("origin99", 100)).isSameAs(large);
        assertThat(cache.get("origin0", 100)).isNull();
    }

    @Test
    void put_keepsTheNewestWhateverItsSize() {
        RobotsCache cache = new RobotsCache(0, 0);
        cache.put("a", RULES, DAY, 0);
        cache.put("b", RULES, DAY, 0);
        assertThat(cache.get("b", 1)).isSameAs(RULES);
        assertThat(cache.size()).isOne();
    }

    private static RobotsRules rules(String lines) {
        return RobotsText.parse(("user-agent: *\n" + lines).getBytes(StandardCharsets.UTF_8), "FooBot");
    }
}
