package io.orbweaver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.rest.ApiUnderTest.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of politeness are kept, stand before the file's, and let it hold again when they go. */
class PolitenessApiTest {
    private static final String RULES = "/api/v1/politeness";
    private static final PolitenessRule SLOW =
            new PolitenessRule(Duration.ofSeconds(5), null, null, null, null, null, null, null);

    @TempDir
    Path directory;

    private ApiUnderTest api;

    @BeforeEach
    void open() {
        PolitenessConfig file = new PolitenessConfig(PolitenessConfig.defaults().standard(), Map.of("file.test", SLOW));
        api = new ApiUnderTest(directory, file, new NoCluster(), 1_000);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer put(String domain, String json) {
        return api.send("PUT", RULES + "/" + domain, "application/json", json);
    }

    @Test
    void aRuleComesBackAsItWasWrittenAlsoAfterARestart() {
        String rule = "{\"delay\":\"250ms\",\"connections\":4,\"adaptive\":1.5,\"robots\":true,"
                + "\"max-crawl-delay\":\"30s\",\"pages-per-day\":10000,\"window\":\"22:00-06:00 Europe/Berlin\","
                + "\"blocked\":false}";
        Answer created = put("%2A.Example.ORG", rule);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().toString())
                .isEqualTo("{\"domain\":\"*.example.org\"," + rule.substring(1, rule.length() - 1)
                        + ",\"source\":\"rest\"}");
        Answer again = put("*.example.org", created.json().toString());
        assertThat(again.status()).isEqualTo(200);

        long before = api.on(scheduler -> scheduler.rules().version());
        close();
        open();
        assertThat(api.get(RULES + "/*.example.org").json()).isEqualTo(created.json());
        long after = api.on(scheduler -> scheduler.rules().version());
        assertThat(after).isGreaterThan(before);
        PolitenessConfig inForce = api.on(scheduler -> scheduler.rules().inForce());
        assertThat(inForce.domains()).containsOnlyKeys("file.test", "*.example.org");
    }

    @Test
    void aRuleStandsBeforeTheFilesUntilItGoes() {
        assertThat(put("file.test", "{\"blocked\": true}").status()).isEqualTo(200);
        assertThat(api.get(RULES + "/file.test").at("/source")).isEqualTo("rest");
        assertThat(api.delete(RULES + "/file.test").status()).isEqualTo(204);
        assertThat(api.get(RULES + "/file.test").at("/delay")).isEqualTo("5s");
        assertThat(api.delete(RULES + "/file.test").status())
                .as("the file's own")
                .isEqualTo(409);
        assertThat(api.delete(RULES + "/other.test").status()).isEqualTo(404);
        assertThat(api.get(RULES + "/other.test").status()).isEqualTo(404);
    }

    @Test
    void listsHoldBothKinds() {
        for (String domain : List.of("a.test", "z.test", "m.test")) {
            put(domain, "{\"delay\": 0}");
        }
        Answer first = api.get(RULES + "?limit=3");
        assertThat(first.json().findValuesAsText("domain")).containsExactly("a.test", "file.test", "m.test");
        Answer second = api.get(RULES + "?cursor=" + first.at("/next"));
        assertThat(second.json().findValuesAsText("domain")).containsExactly("z.test");
        assertThat(second.json().get("next").isNull()).isTrue();
    }

    @Test
    void whatIsNoRuleIsInvalidWithAllProblems() {
        Answer refused = put(
                "a.test",
                "{\"delay\": \"soon\", \"connections\": \"4\", \"window\": \"always\", \"robots\": 1, \"pagesPerDay\": 1,"
                        + " \"adaptive\": -1, \"domain\": \"b.test\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(CrawlApiTest.pointers(refused))
                .containsExactlyInAnyOrder(
                        "/delay", "/connections", "/window", "/robots", "/pagesPerDay", "/adaptive", "/domain");
        assertThat(put("a.test", "{}").status()).isEqualTo(400);
        assertThat(put("http%3A%2F%2Fa.test", "{\"delay\": \"1s\"}").status()).isEqualTo(400);
    }
}
