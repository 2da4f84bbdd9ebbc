package io.orbweaver.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole clusters crawl simulated webs, thousands of times: workers and schedulers die and come back, messages are late,
 * doubled and lost, and no rule may ever be broken. {@code -Dsimulation.seeds=n} runs more of them.
 */
class SimulationTest {
    private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);
    private static final long SEEDS = Long.getLong("simulation.seeds", 2_000);

    @Test
    void noSeedBreaksARule() {
        AtomicLong pages = new AtomicLong();
        AtomicLong crashes = new AtomicLong();
        List<String> broken = LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(seed -> failure(seed, pages, crashes))
                .filter(failure -> !failure.isEmpty())
                .limit(5)
                .toList();
        LOG.info("{} seeds, {} pages, {} crashes", SEEDS, pages, crashes);
        assertThat(broken).isEmpty();
        assertThat(crashes.get()).isGreaterThan(SEEDS / 2);
        assertThat(pages.get()).isGreaterThan(SEEDS * 5);
    }

    private static String failure(long seed, AtomicLong pages, AtomicLong crashes) {
        try {
            Simulation.Result result = Simulation.run(seed, Cheat.NONE, line -> {});
            pages.addAndGet(result.pages());
            crashes.addAndGet(result.crashes());
            return "";
        } catch (RuntimeException e) {
            return "seed " + seed + ": " + e + "\nReplay: mvn -pl crawler-worker -am test -Dtest=SimulationTest#replay"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=" + seed;
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "simulation.seed", matches = "\\d+")
    void replay() {
        Simulation.Result result = Simulation.run(Long.getLong("simulation.seed", 1), Cheat.NONE, LOG::info);
        LOG.info("{}", result);
    }

    @Test
    void aSeedAlwaysRunsTheSameWay() {
        assertThat(Simulation.run(7, Cheat.NONE, line -> {})).isEqualTo(Simulation.run(7, Cheat.NONE, line -> {}));
    }
}
