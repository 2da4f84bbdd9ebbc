package io.orbweaver.politeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.config.Window;
import io.orbweaver.crawl.CrawlSpec.Manners;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolitenessRulesTest {
    private static final Manners SILENT = new Manners(null, null, null);
    private static final PolitenessRules RULES = new PolitenessRules(new PolitenessConfig(
            PolitenessConfig.defaults().standard(),
            Map.of(
                    "example.com", delay(5),
                    "*.example.com", delay(6),
                    "deep.www.example.com", delay(7),
                    "*.example.org", delay(8),
                    "org", delay(9),
                    "10.0.0.1", delay(10),
                    "0.1", delay(11),
                    "silent.example.com", new PolitenessRule(null, null, null, null, null, null, null, null))));

    @ParameterizedTest
    @CsvSource({
        "example.com, 5, domain example.com",
        "EXAMPLE.com., 5, domain example.com",
        "www.example.com, 6, domain *.example.com",
        "silent.example.com, 6, domain *.example.com",
        "deep.www.example.com, 7, domain deep.www.example.com",
        "below.deep.www.example.com, 7, domain deep.www.example.com",
        "notexample.com, 1, default",
        "www.example.org, 8, domain *.example.org",
        "example.org, 9, domain org",
        "10.0.0.1, 10, domain 10.0.0.1",
        "10.2.0.1, 1, default",
        "localhost, 1, default",
        "[::1], 1, default",
    })
    void theLongestMatchWins(String host, long seconds, String source) {
        Effective effective = RULES.effectiveFor(host, SILENT);
        assertThat(effective.delay()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(effective.source()).isEqualTo(source);
    }

    @Test
    void eachSettingNamesItsOwnSource() {
        PolitenessRule whole = new PolitenessRule(null, 4, null, null, null, 10L, "22:00-06:00 Europe/Berlin", true);
        PolitenessRules rules = new PolitenessRules(new PolitenessConfig(
                PolitenessConfig.defaults().standard(), Map.of("example.com", whole, "www.example.com", delay(3))));
        Manners crawl = new Manners(Duration.ofSeconds(2), 2, false);

        assertThat(rules.sourcesFor("www.example.com", crawl))
                .containsExactly(
                        Map.entry("delay", "domain www.example.com"),
                        Map.entry("connections", "domain example.com"),
                        Map.entry("robots", "crawl"),
                        Map.entry("pagesPerDay", "domain example.com"),
                        Map.entry("window", "domain example.com"),
                        Map.entry("blocked", "domain example.com"));
        assertThat(rules.sourcesFor("other.net", SILENT))
                .containsExactly(
                        Map.entry("delay", "default"),
                        Map.entry("connections", "default"),
                        Map.entry("robots", "default"));
    }

    @Test
    void eachSettingComesFromTheFirstSourceThatHasASay() {
        PolitenessRules rules = new PolitenessRules(new PolitenessConfig(
                PolitenessConfig.defaults().standard(),
                Map.of(
                        "example.com",
                        new PolitenessRule(
                                null, 4, 2.0, null, Duration.ofSeconds(9), 10L, "22:00-06:00 Europe/Berlin", true),
                        "www.example.com",
                        new PolitenessRule(null, null, null, null, null, null, null, false))));
        Manners crawl = new Manners(Duration.ofSeconds(3), 8, false);
        assertThat(rules.effectiveFor("www.example.com", crawl))
                .isEqualTo(new Effective(
                        Duration.ofSeconds(3),
                        4,
                        2.0,
                        false,
                        Duration.ofSeconds(9),
                        10,
                        Window.parse("22:00-06:00 Europe/Berlin"),
                        false,
                        "domain www.example.com"));
        assertThat(rules.effectiveFor("other.net", crawl))
                .isEqualTo(new Effective(
                        Duration.ofSeconds(3), 8, 0.0, false, Duration.ofSeconds(60), 0, null, false, "crawl"));
        assertThat(rules.effectiveFor("example.com", crawl).blocked()).isTrue();
    }

    @Test
    void refusesARuleThatCannotBeRead() {
        PolitenessRule rule = new PolitenessRule(null, null, null, null, null, null, "at night", null);
        PolitenessConfig config =
                new PolitenessConfig(PolitenessConfig.defaults().standard(), Map.of("example.com", rule));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PolitenessRules(config))
                .withMessageContaining("'at night' is no window");
    }

    private static PolitenessRule delay(long seconds) {
        return new PolitenessRule(Duration.ofSeconds(seconds), null, null, null, null, null, null, null);
    }
}
