package io.orbweaver.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PermitLedgerTest {
    @Test
    void grantsTheLimitAndNoMore() {
        PermitLedger ledger = new PermitLedger(10);
        long sum = 0;
        for (int i = 0; i < 20; i++) {
            ledger.report(i % 3, 0, 0, true);
            ledger.grant();
        }
        for (int shard = 0; shard < 3; shard++) {
            sum += ledger.granted(shard);
        }
        assertThat(sum).isEqualTo(10);
        assertThat(ledger.spent()).isFalse();
    }

    @Test
    void aChunkLeavesSomethingForOthers() {
        PermitLedger ledger = new PermitLedger(1_000);
        ledger.report(1, 0, 0, true);
        assertThat(ledger.grant()).isEqualTo(Map.of(1, 32L));
        assertThat(ledger.grant()).isEmpty();
    }

    @Test
    void whatComesBackIsGrantedAgain() {
        PermitLedger ledger = new PermitLedger(1);
        ledger.report(1, 0, 0, true);
        ledger.grant();
        ledger.report(2, 0, 0, true);
        assertThat(ledger.grant()).isEmpty();
        assertThat(ledger.starving()).isTrue();
        ledger.report(1, 0, 1, false);
        ledger.report(1, 0, 1, false);
        assertThat(ledger.grant()).isEqualTo(Map.of(2, 1L));
        assertThat(ledger.starving()).isFalse();
    }

    @Test
    void reportsThatComeLateChangeNothing() {
        PermitLedger ledger = new PermitLedger(2);
        ledger.report(1, 2, 0, false);
        ledger.report(1, 1, 0, false);
        assertThat(ledger.spent()).isTrue();
    }

    @Test
    void aRestartRemembersWhatWasGranted() {
        PermitLedger ledger = new PermitLedger(3);
        ledger.restore(1, 3);
        ledger.report(2, 0, 0, true);
        assertThat(ledger.grant()).isEmpty();
        ledger.report(1, 1, 2, false);
        assertThat(ledger.grant()).isEqualTo(Map.of(2, 1L));
        assertThat(ledger.granted(1)).isEqualTo(3);
    }

    @Test
    void shardsThatObeyNeverPassTheLimit() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            int limit = 1 + random.nextInt(100);
            PermitLedger ledger = new PermitLedger(limit);
            long[] used = new long[5];
            long[] returned = new long[5];
            while (!ledger.spent()) {
                int shard = random.nextInt(5);
                long free = ledger.granted(shard) - used[shard] - returned[shard];
                if (free > 0 && random.nextInt(4) > 0) {
                    used[shard]++;
                } else if (free > 0) {
                    returned[shard] += free;
                }
                ledger.report(shard, used[shard], returned[shard], free == 0);
                ledger.grant();
            }
            assertThat(used[0] + used[1] + used[2] + used[3] + used[4]).isEqualTo(limit);
        }
    }
}
