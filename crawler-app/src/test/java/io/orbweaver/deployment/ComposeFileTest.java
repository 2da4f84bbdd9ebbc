package io.orbweaver.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.ConfigException;
import io.orbweaver.config.ConfigLoader;
import io.orbweaver.config.NodeConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code docker compose up} starts is a cluster, and nobody but this machine reaches it. */
final class ComposeFileTest {
    private static final List<String> WORKERS = List.of("worker-1", "worker-2", "worker-3");

    private final Manifest compose =
            Manifest.read(Manifest.ROOT.resolve("docker-compose.yml")).getFirst();
    private final Manifest demo =
            Manifest.read(Manifest.ROOT.resolve("docker-compose.demo.yml")).getFirst();

    @Test
    void everyNodeStartsWithItsConfigurationAndKeepsItsNameAndVolume() throws ConfigException {
        assertThat(compose.at("services").keys()).containsAll(WORKERS).contains("scheduler", "demo");
        for (String node : compose.at("services").keys()) {
            if (node.equals("demo")) {
                continue;
            }
            Manifest service = compose.at("services." + node);
            NodeConfig config = config(environment(service));
            assertThat(config.node().id()).isEqualTo(node);
            assertThat(service.text("hostname")).isEqualTo(node);
            assertThat(config.cluster().host()).isEqualTo(node);
            assertThat(config.cluster().members()).containsExactly("scheduler:5701");
            assertThat(config.fetch().allowPrivateAddresses()).isFalse();
            assertThat(service.texts("volumes"))
                    .containsExactly(node + ":" + config.node().data());
            assertThat(compose.at("volumes").keys()).contains(node);
        }
    }

    @Test
    void onlyTheApiIsPublishedAndOnlyOnLoopback() {
        for (String node : compose.at("services").keys()) {
            assertThat(compose.texts("services." + node + ".ports"))
                    .as(node)
                    .isEqualTo(node.equals("scheduler") ? List.of("127.0.0.1:8080:8080") : List.of());
        }
    }

    @Test
    void onlyTheDemoLetsWorkersReachPrivateAddresses() throws ConfigException {
        assertThat(compose.texts("services.demo.profiles")).containsExactly("demo");
        assertThat(demo.at("services").keys()).containsExactlyElementsOf(WORKERS);
        for (String worker : WORKERS) {
            Map<String, String> environment = environment(compose.at("services." + worker));
            environment.putAll(environment(demo.at("services." + worker)));
            NodeConfig config = config(environment);
            assertThat(config.fetch().allowPrivateAddresses()).isTrue();
            assertThat(config.fetch().dns().servers()).containsExactly("demo:5300");
            assertThat(compose.text("services.demo.command")).contains("--dns-port 5300");
        }
    }

    /** Variables without a value are those of the user's shell, where they are not set. */
    private static Map<String, String> environment(Manifest service) {
        Map<String, String> environment = new HashMap<>();
        for (String name : service.at("environment").keys()) {
            if (service.has("environment." + name)) {
                environment.put(name, service.text("environment." + name));
            }
        }
        return environment;
    }

    private static NodeConfig config(Map<String, String> environment) throws ConfigException {
        ConfigLoader.Loaded loaded = ConfigLoader.load(null, environment, List.of());
        assertThat(loaded.problems()).isEmpty();
        return loaded.config();
    }
}
