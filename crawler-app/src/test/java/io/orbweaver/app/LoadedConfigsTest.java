package io.orbweaver.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedConfigsTest {
    @TempDir
    Path directory;

    @Test
    void aWaitThatIsWrittenDownIsHonouredEvenIfItIsTheDefault() throws Exception {
        assertThat(maxWait("fetch: {max-wait: 24h}", Map.of())).isEqualTo(Duration.ofHours(24));
        assertThat(maxWait("fetch: {retries: 3}", Map.of())).isEqualTo(Duration.ofMinutes(2));
        assertThat(maxWait("", Map.of("ORBWEAVER_FETCH_MAX_WAIT", "24h"))).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void withoutAFileTheEnvironmentHolds() throws UsageException {
        NodeSettings settings = new LoadedConfigs(Map.of("ORBWEAVER_FETCH_USER_AGENT", "FooBot/1")).read(null);

        assertThat(settings.fetch().userAgent()).isEqualTo("FooBot/1");
        assertThat(settings.statesMaxWait()).isFalse();
    }

    @Test
    void allProblemsAreFoundAtOnce() throws IOException {
        Path file = file("fetch: {retires: 3, max-body: big}\nhttp: {port: 70000}");
        LoadedConfigs configs = new LoadedConfigs(Map.of("ORBWEAVER_HTTP_PROT", "1"));

        assertThat(configs.check(file).problems())
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("fetch.retires: "))
                .anyMatch(problem -> problem.startsWith("fetch.max-body: "))
                .anyMatch(problem -> problem.startsWith("http.port: "));
        assertThatThrownBy(() -> configs.read(file)).hasMessageContainingAll("retires", "max-body", "port");
        assertThat(configs.check(file("fetch: {retries: 3}")))
                .satisfies(found -> assertThat(found.problems()).isEmpty())
                .satisfies(found ->
                        assertThat(found.doubts()).singleElement().asString().contains("ORBWEAVER_HTTP_PORT"));
    }

    private Duration maxWait(String text, Map<String, String> environment) throws IOException, UsageException {
        NodeSettings settings = new LoadedConfigs(environment).read(file(text));
        return OptionReader.read(GivenOptions.none(), settings, directory, false)
                .fetch()
                .maxWait();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("node.yaml"), text);
    }
}
