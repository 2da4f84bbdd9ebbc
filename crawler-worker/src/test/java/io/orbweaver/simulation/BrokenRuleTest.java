package io.orbweaver.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A simulation that finds nothing is worth something only where it finds what is broken on purpose. */
class BrokenRuleTest {
    @ParameterizedTest
    @CsvSource({
        "ACKNOWLEDGES_EARLY, lost",
        "HURRIES, too early",
        "FORGETS_URLS, counts what is not there|committed twice",
        "SKIPS_IN_SITEMAPS, lost",
        "KEEPS_QUEUE, counts what is not there|committed twice",
    })
    void isFound(Cheat cheat, String asThis) {
        boolean found = LongStream.rangeClosed(1, 2_000)
                .parallel()
                .anyMatch(seed -> broken(seed, cheat).matches("(?s).*(" + asThis + ").*"));
        assertThat(found).isTrue();
    }

    private static String broken(long seed, Cheat cheat) {
        try {
            Simulation.run(seed, cheat, line -> {});
            return "";
        } catch (RuntimeException broken) {
            return broken.toString();
        }
    }
}
