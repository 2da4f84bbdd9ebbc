package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final long LARGEST = 1 << 20;
    private static final long NEED = 2 * LARGEST + LARGEST / 512 + 1024 + 1;

    private final BodyBudget budget = new BodyBudget(0, LARGEST);
    private final List<String> told = new ArrayList<>();

    private BodyBudget.Share open(String name) {
        return budget.open(() -> told.add(name));
    }

    /** Grows until it must wait. */
    private static void fill(BodyBudget.Share share) {
        while (share.room() < NEED) {
            if (!share.grow()) {
                return;
            }
        }
    }

    @Test
    void thereIsAlwaysEnoughForTwoWholeBodies() {
        assertThat(budget.total()).isEqualTo(2 * NEED);
        assertThat(new BodyBudget(100 << 20, LARGEST).total()).isEqualTo(100 << 20);
    }

    @Test
    void withoutALimitABodyMayHaveMostOfTheTotal() {
        BodyBudget unlimited = new BodyBudget(100 << 20, 0);
        assertThat(unlimited.total()).as("not raised").isEqualTo(100 << 20);
        assertThat(unlimited.largestBody()).isBetween(39L << 20, 40L << 20);
        // What one body needs at most, received and decoded, is what is set apart for one.
        long need = 2 * unlimited.largestBody() + BodyBudget.codingAllowance(unlimited.largestBody()) + 1;
        assertThat(need).isBetween((80L << 20) - 16, 80L << 20);
        BodyBudget tiny = new BodyBudget(0, 0);
        assertThat(tiny.largestBody()).isEqualTo(BodyBudget.FREE);
        assertThat(tiny.total()).isPositive();
    }

    @Test
    void whoWaitsIsServedInOrder() {
        BodyBudget.Share first = open("first");
        BodyBudget.Share second = open("second");
        fill(first);
        fill(second);
        List<BodyBudget.Share> others =
                IntStream.range(0, 3).mapToObj(each -> open("other " + each)).toList();
        for (BodyBudget.Share other : others) {
            fill(other);
        }
        assertThat(budget.waiting()).isEqualTo(3);
        assertThat(budget.reserved()).isLessThanOrEqualTo(budget.total());
        second.close();
        second.close();
        assertThat(told.getFirst()).isEqualTo("other 0");
        first.close();
        others.forEach(BodyBudget.Share::close);
        assertThat(budget.reserved()).isZero();
        assertThat(budget.waiting()).isZero();
        assertThatThrownBy(first::grow).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingIsGivenWhileItIsStopped() {
        BodyBudget.Share share = open("share");
        budget.stop(true);
        assertThat(share.grow()).isFalse();
        assertThat(told).isEmpty();
        budget.stop(false);
        assertThat(told).containsExactly("share");
        share.close();
        assertThat(budget.reserved()).isZero();
    }

    /** One body of many that grow in turn by chance; it ends when it has all it needs, or is given up. */
    private static final class Grower {
        private final BodyBudget.Share share;
        private boolean waits;

        Grower(BodyBudget budget) {
            share = budget.open(() -> waits = false);
        }
    }

    @Test
    void manyThatGrowByChanceAllEndAndNeverHoldTooMuch() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            BodyBudget tried = new BodyBudget(3 * NEED, LARGEST);
            List<Grower> growers = new ArrayList<>();
            IntStream.range(0, 60).forEach(each -> growers.add(new Grower(tried)));
            while (!growers.isEmpty()) {
                List<Grower> ready =
                        growers.stream().filter(each -> !each.waits).toList();
                assertThat(ready).as("nobody can go on, seed %d", seed).isNotEmpty();
                Grower chosen = ready.get(random.nextInt(ready.size()));
                if (chosen.share.room() >= NEED || random.nextInt(200) == 0) {
                    growers.remove(chosen);
                    chosen.share.close();
                } else {
                    chosen.waits = !chosen.share.grow();
                }
                assertThat(tried.reserved()).isBetween(0L, tried.total());
            }
            assertThat(tried.reserved()).as("seed %d", seed).isZero();
        }
    }
}
