package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeRuleTest {
    @TempDir
    Path data;

    private final GivenOptions stored = new GivenOptions(Map.of(
            "seeds", List.of("https://example.com/"),
            "delay", List.of("2s"),
            "max-pages", List.of("10"),
            "user-agent", List.of("FooBot/1"),
            "no-robots", List.of("true")));

    @Test
    void nothingNeedsToBeGivenAgain() throws UsageException {
        assertThat(merge(Map.of())).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({"max-pages, 20", "max-depth, 1", "max-bytes, 1MiB", "max-duration, 0", "max-wait, 5s"})
    void limitsReplaceAndStay(String name, String value) throws UsageException {
        assertThat(merge(Map.of(name, List.of(value)))).isEqualTo(stored.with(name, List.of(value)));
    }

    @ParameterizedTest
    @CsvSource({
        "seeds, https://example.com/",
        "delay, 2000ms",
        "scope, domain",
        "user-agent, FooBot/1",
        "no-robots, true",
    })
    void theSameMayBeSaidAgainInOtherWords(String name, String value) throws UsageException {
        assertThat(merge(Map.of(name, List.of(value)))).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "seeds, https://example.org/, URL",
        "delay, 1s, --delay",
        "scope, host, --scope",
        "include, a, --include",
        "user-agent, BarBot/1, --user-agent",
        "insecure, true, --insecure",
        "header, A: b, --header",
        "config, /etc/good.yaml, --config",
    })
    void whatDiffersIsRefusedByName(String name, String value, String option) {
        assertThatThrownBy(() -> merge(Map.of(name, List.of(value))))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(option + " " + value + " differs");
    }

    @Test
    void outputFilesAreAdded() throws UsageException {
        String first = data.resolve("a.txt").toString();
        String second = data.resolve("b.csv").toString();
        GivenOptions withOutput = stored.with("output", List.of(first));

        GivenOptions merged = ResumeRule.merge(
                withOutput, new GivenOptions(Map.of("output", List.of(second, first))), NodeSettings.defaults(), data);

        assertThat(merged.all("output")).containsExactly(first, second);
    }

    @Test
    void valuesThatAreNoneAreSaidAllAtOnce() {
        assertThatThrownBy(() -> merge(Map.of("max-pages", List.of("x"), "delay", List.of("y"))))
                .isInstanceOfSatisfying(
                        UsageException.class,
                        refusal -> assertThat(refusal.problems()).hasSize(2));
    }

    private GivenOptions merge(Map<String, List<String>> again) throws UsageException {
        return ResumeRule.merge(stored, new GivenOptions(again), NodeSettings.defaults(), data);
    }
}
