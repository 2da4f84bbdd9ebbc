package io.orbweaver.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentEndsTest {
    private static final long DELAY = 100;

    private static RecentEnds with(long... times) {
        RecentEnds ends = new RecentEnds();
        for (long time : times) {
            ends.start();
            ends.end(time);
        }
        return ends;
    }

    @ParameterizedTest
    @CsvSource({
        // connections, busy, earliest start after ends at 10, 20 and 30
        "1, 0, 130",
        "2, 0, 120",
        "3, 0, 110",
        "2, 1, 130",
        "3, 1, 120",
        "3, 2, 130",
    })
    void theConnectionIdleForLongestCounts(int connections, int busy, long ready) {
        RecentEnds ends = with(10, 20, 30);
        for (int i = 0; i < busy; i++) {
            ends.start();
        }
        assertThat(ends.ready(connections, DELAY)).isEqualTo(ready);
    }

    @Test
    void nothingStartsWhileAllConnectionsAreBusy() {
        RecentEnds ends = with(10);
        ends.start();
        assertThat(ends.ready(1, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(ends.ready(0, 0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aHostThatWasNeverAskedIsReady() {
        assertThat(new RecentEnds().ready(1, DELAY)).isNegative();
        assertThat(with(10).ready(2, DELAY)).isNegative();
    }

    @Test
    void everyConnectionOfAHostFromDiskCountsAsUsed() {
        RecentEnds ends = new RecentEnds();
        ends.assumeTouched(50);
        assertThat(ends.ready(3, DELAY)).isEqualTo(150);
        ends.start();
        ends.end(200);
        assertThat(ends.ready(3, DELAY)).isEqualTo(150);
        assertThat(ends.ready(1, DELAY)).isEqualTo(300);
        assertThat(ends.latest()).isEqualTo(200);
    }

    @Test
    void fewerConnectionsFromNowOnLookFurtherBack() {
        RecentEnds ends = with(10, 20, 30);
        assertThat(ends.ready(3, DELAY)).isEqualTo(110);
        assertThat(ends.ready(1, DELAY)).isEqualTo(130);
    }

    @Test
    void onlyTheLatestEndsAreKept() {
        RecentEnds ends = new RecentEnds();
        for (int i = 0; i < 3 * RecentEnds.MAX_CONNECTIONS; i++) {
            ends.start();
            ends.end(i);
        }
        assertThat(ends.ready(RecentEnds.MAX_CONNECTIONS, 0)).isEqualTo(2L * RecentEnds.MAX_CONNECTIONS);
        assertThat(ends.ready(1, 0)).isEqualTo(3L * RecentEnds.MAX_CONNECTIONS - 1);
    }
}
