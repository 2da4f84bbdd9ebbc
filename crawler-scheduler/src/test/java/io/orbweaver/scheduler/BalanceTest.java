package io.orbweaver.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final int SHARDS = 256;

    private static List<String> workers(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "worker-" + number)
                .toList();
    }

    /** Of three workers called n2, n3 and n4 one had 99 shards of 256, and the others waited for it at the end. */
    @Test
    void noWorkerHasMuchMoreThanItsShare() {
        for (List<String> workers : List.of(List.of("n2", "n3", "n4"), workers(2), workers(5), workers(17))) {
            List<String> shares = Balance.shares(SHARDS, workers);
            assertThat(shares).hasSize(SHARDS);
            for (String worker : workers) {
                assertThat(Collections.frequency(shares, worker))
                        .isLessThanOrEqualTo((int) Math.ceil(1.05 * SHARDS / workers.size()));
            }
        }
    }

    @Test
    void aWorkerThatComesMovesItsShareAndLittleElse() {
        for (int count = 1; count < 12; count++) {
            List<String> before = Balance.shares(SHARDS, workers(count));
            List<String> after = Balance.shares(SHARDS, workers(count + 1));
            String comes = "worker-" + (count + 1);
            long others = IntStream.range(0, SHARDS)
                    .filter(shard -> !after.get(shard).equals(before.get(shard)))
                    .filter(shard -> !after.get(shard).equals(comes))
                    .count();
            assertThat(others).as("workers before: " + count).isLessThan(SHARDS / 10);
        }
    }

    @Test
    void withoutWorkersNobodyHasAnything() {
        assertThat(Balance.shares(SHARDS, List.of())).isEmpty();
    }
}
