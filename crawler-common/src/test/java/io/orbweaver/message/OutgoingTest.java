package io.orbweaver.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.Sitemap;
import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What goes to other workers arrives as it was sent. */
class OutgoingTest {
    private static final Url ONE = Objects.requireNonNull(Url.parse("http://one.test/a?b"));
    private static final Url TWO = Objects.requireNonNull(Url.parse("https://two.test:8443/"));

    @Test
    void everyFieldOfADiscovery() {
        Map<Integer, Discovery> sent = Map.of(
                3, new Discovery(7, 2, false, "http://from.test/", List.of("http://hop.test/"), List.of(ONE, TWO)),
                9, new Discovery(7, 0, true, null, List.of(), List.of(TWO), new Sitemap("two.test", 2), Map.of()));
        assertThat(Outgoing.decode(Outgoing.encode(sent))).isEqualTo(sent);
    }

    @Test
    void datesOfItsOwnLinksOnly() {
        Instant before1970 = Instant.parse("1969-07-20T20:17:40Z");
        Url other = Objects.requireNonNull(Url.parse("http://other.test/"));
        Map<Url, Instant> dates = Map.of(ONE, before1970, other, Instant.EPOCH);
        Discovery found = new Discovery(7, 1, false, null, List.of(), List.of(ONE, TWO), null, dates);
        Discovery arrived = Objects.requireNonNull(
                Outgoing.decode(Outgoing.encode(Map.of(1, found))).get(1));
        assertThat(arrived.links()).containsExactly(ONE, TWO);
        assertThat(arrived.lastModified()).isEqualTo(Map.of(ONE, before1970));
    }
}
