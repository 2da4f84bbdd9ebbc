package io.orbweaver.testweb.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final String HOST = "h0.test";

    private final Journal journal = new Journal(4);

    @Test
    void gapsAreBetweenTheEndAndTheNextStart() {
        add(100, 200, "/", VisitKind.PAGE);
        add(50, 60, "/robots.txt", VisitKind.ROBOTS);
        add(900, 950, "/b", VisitKind.PAGE);
        add(450, 700, "/a", VisitKind.PAGE);
        assertThat(journal.smallestGap(HOST)).contains(Duration.ofNanos(200));
        assertThat(journal.smallestStartGap(HOST)).contains(Duration.ofNanos(350));
        assertThat(journal.smallestGap()).contains(Duration.ofNanos(200));
        assertThat(journal.smallestGap("h1.test")).isEmpty();
    }

    @Test
    void overlappingRequestsHaveANegativeGap() {
        add(100, 900, "/", VisitKind.PAGE);
        add(200, 300, "/a", VisitKind.PAGE);
        add(400, 500, "/b", VisitKind.PAGE);
        assertThat(journal.smallestGap(HOST)).contains(Duration.ofNanos(-700));
    }

    @Test
    void visitsBeyondTheCapacityAreOnlyCounted() {
        for (int i = 0; i < 7; i++) {
            add(i, i, "/" + i, VisitKind.PAGE);
        }
        assertThat(journal.visits()).hasSize(4);
        assertThat(journal.dropped()).isEqualTo(3);
        journal.reset();
        assertThat(journal.visits()).isEmpty();
        assertThat(journal.dropped()).isZero();
    }

    @Test
    void peaksOutliveTheConnections() {
        long first = journal.connectionOpened();
        long second = journal.connectionOpened();
        journal.connectionUsed(first, HOST);
        journal.connectionUsed(first, HOST);
        journal.connectionUsed(second, HOST);
        journal.connectionClosed(first);
        assertThat(journal.peakConnections(HOST)).isEqualTo(2);
        assertThat(journal.openConnections()).isEqualTo(1);
        journal.reset();
        assertThat(journal.peakConnections()).isEqualTo(1);
        assertThat(journal.peakConnections(HOST)).isEqualTo(1);
        assertThat(journal.connectionsOpened()).isEqualTo(2);
    }

    private void add(long start, long end, String target, VisitKind kind) {
        journal.begin();
        journal.add(new Visit(start, end, HOST, target, 1, kind, 200));
    }
}
