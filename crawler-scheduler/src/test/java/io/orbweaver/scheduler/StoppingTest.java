package io.orbweaver.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A crawl has stopped when every worker knows of the stop and has nothing of it in flight, and not before. */
class StoppingTest {
    private static final Set<String> BOTH = Set.of("one", "two");

    @Test
    void aReportFromBeforeTheStopSaysNothing() {
        Stopping stopping = new Stopping(5);
        assertThat(stopping.heard("one", 4, 0, BOTH)).isFalse();
        assertThat(stopping.heard("two", 5, 0, BOTH)).isFalse();
        assertThat(stopping.heard("one", 5, 0, BOTH)).isTrue();
    }

    @Test
    void requestsInFlightAreWaitedFor() {
        Stopping stopping = new Stopping(5);
        assertThat(stopping.heard("one", 5, 2, BOTH)).isFalse();
        assertThat(stopping.heard("two", 6, 0, BOTH)).isFalse();
        assertThat(stopping.heard("two", 6, 0, BOTH))
                .as("the other still has some")
                .isFalse();
        assertThat(stopping.heard("one", 6, 0, BOTH)).isTrue();
    }

    @Test
    void aWorkerThatOwnsNothingAnyMoreIsNotWaitedFor() {
        Stopping stopping = new Stopping(5);
        assertThat(stopping.heard("one", 5, 0, Set.of("one"))).isTrue();
    }
}
