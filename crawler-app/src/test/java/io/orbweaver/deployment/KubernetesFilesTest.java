package io.orbweaver.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.orbweaver.config.ConfigException;
import io.orbweaver.config.ConfigLoader;
import io.orbweaver.config.NodeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests fit together: what one names, another one has. */
final class KubernetesFilesTest {
    private static final Path BASE = Manifest.ROOT.resolve("k8s/base");
    private static final Path LAPTOP = Manifest.ROOT.resolve("k8s/overlays/laptop");
    private static final String COMPONENT = "app.kubernetes.io/component";
    private static final String NAME = "app.kubernetes.io/name";

    private final Manifest kustomization = only(BASE.resolve("kustomization.yaml"));
    private final List<Manifest> resources = kustomization.texts("resources").stream()
            .flatMap(file -> Manifest.read(BASE.resolve(file)).stream())
            .toList();

    @Test
    void everyFileIsPartOfTheBaseOrTheOverlay() throws IOException {
        assertThat(files(BASE))
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                List.of("kustomization.yaml"),
                                kustomization.texts("resources"),
                                kustomization
                                        .items("configMapGenerator")
                                        .getFirst()
                                        .texts("files"))
                        .flatMap(List::stream)
                        .toList());
        Manifest laptop = only(LAPTOP.resolve("kustomization.yaml"));
        assertThat(laptop.texts("resources")).allMatch(resource -> Files.exists(LAPTOP.resolve(resource)));
        for (Manifest patch : laptop.items("patches")) {
            assertThat(resources)
                    .as(patch.text("target"))
                    .anyMatch(resource -> resource.text("kind").equals(patch.text("target.kind"))
                            && (!patch.has("target.name")
                                    || resource.text("metadata.name").equals(patch.text("target.name"))));
        }
    }

    @Test
    void everythingThatIsPromisedIsThere() {
        assertThat(resources)
                .extracting(resource -> resource.text("kind"))
                .containsExactlyInAnyOrder(
                        "Service",
                        "Service",
                        "StatefulSet",
                        "StatefulSet",
                        "PodDisruptionBudget",
                        "HorizontalPodAutoscaler",
                        "NetworkPolicy");
    }

    @Test
    void podsFindTheirServiceTheirFilesAndTheirToken() {
        List<String> services = resources("Service").stream()
                .filter(service -> service.text("spec.clusterIP").equals("None"))
                .map(service -> service.text("metadata.name"))
                .toList();
        for (Manifest set : resources("StatefulSet")) {
            Manifest pod = set.at("spec.template.spec");
            Manifest container = container(set);
            assertThat(services).contains(set.text("spec.serviceName"));
            assertThat(set.at("spec.selector.matchLabels").map())
                    .isEqualTo(set.at("spec.template.metadata.labels").map());
            Set<String> volumes = new HashSet<>(pod.texts("volumes", "name"));
            volumes.addAll(set.texts("spec.volumeClaimTemplates", "metadata.name"));
            assertThat(container.texts("volumeMounts", "name")).containsExactlyInAnyOrderElementsOf(volumes);
            for (Manifest volume : pod.items("volumes")) {
                if (volume.has("configMap")) {
                    assertThat(kustomization.texts("configMapGenerator", "name"))
                            .contains(volume.text("configMap.name"));
                }
            }
            for (Manifest variable : container.items("env")) {
                if (variable.has("valueFrom.secretKeyRef")) {
                    Manifest secret = kustomization.items("secretGenerator").getFirst();
                    assertThat(variable.text("valueFrom.secretKeyRef.name")).isEqualTo(secret.text("name"));
                    assertThat(secret.texts("literals"))
                            .containsExactly(variable.text("valueFrom.secretKeyRef.key") + "=");
                }
            }
        }
    }

    @Test
    void portsHaveTheSameNamesEverywhere() throws ConfigException {
        NodeConfig config = config("token");
        for (Manifest set : resources("StatefulSet")) {
            Manifest container = container(set);
            assertThat(ports(container))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "http", config.http().port(),
                            "membership", config.cluster().port(),
                            "messages", config.cluster().eventBusPort()));
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(container.text(probe + ".httpGet.port")).as(probe).isEqualTo("http");
            }
        }
        Set<String> known =
                ports(container(resources("StatefulSet").getFirst())).keySet();
        for (Manifest service : resources("Service")) {
            assertThat(known).containsAll(service.texts("spec.ports", "targetPort"));
        }
        for (Manifest rule : resources("NetworkPolicy").getFirst().items("spec.ingress")) {
            assertThat(known).containsAll(rule.texts("ports", "port"));
        }
    }

    @Test
    void selectorsMeetThePodsTheyAreFor() {
        Set<String> components = Set.of("scheduler", "worker");
        for (Manifest set : resources("StatefulSet")) {
            String component =
                    set.at("spec.selector.matchLabels").key(COMPONENT).text();
            assertThat(components).contains(component);
            assertThat(set.text("metadata.name")).isEqualTo("orbweaver-" + component);
            assertThat(container(set).texts("args")).first().isEqualTo(component);
        }
        assertThat(selected("Service", "orbweaver-scheduler", "spec.selector")).isEqualTo("scheduler");
        assertThat(selected("PodDisruptionBudget", "orbweaver-worker", "spec.selector.matchLabels"))
                .isEqualTo("worker");
        Manifest scaler = resources("HorizontalPodAutoscaler").getFirst();
        assertThat(scaler.text("spec.scaleTargetRef.name")).isEqualTo("orbweaver-worker");
        assertThat(scaler.text("spec.behavior.scaleDown.selectPolicy"))
                .as("a worker that goes without a drain takes its shards with it")
                .isEqualTo("Disabled");
        // What has no selector of its own would be for all pods of the namespace.
        assertThat(resources("NetworkPolicy")
                        .getFirst()
                        .at("spec.podSelector.matchLabels")
                        .key(NAME)
                        .text())
                .isEqualTo("orbweaver");
    }

    @Test
    void nodesStartWithTheConfiguration() throws ConfigException {
        NodeConfig config = config("token");
        assertThat(config.cluster().join()).isEqualTo(NodeConfig.Join.KUBERNETES);
        assertThat(config.node().id()).isEqualTo("orbweaver-worker-0");
        assertThat(resources("Service"))
                .filteredOn(service -> service.text("spec.clusterIP").equals("None"))
                .extracting(service -> service.text("metadata.name"))
                .containsExactly(config.cluster().serviceDns());
        assertThat(config.fetch().allowPrivateAddresses()).isFalse();
    }

    @Test
    void nobodyRunsWithoutATokenOfTheirOwn() {
        assertThat(catchThrowable(() -> config("")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("http.token");
    }

    private NodeConfig config(String token) throws ConfigException {
        Map<String, String> fields = Map.of("metadata.name", "orbweaver-worker-0", "status.podIP", "10.1.2.3");
        NodeConfig config = null;
        for (Manifest set : resources("StatefulSet")) {
            Map<String, String> environment = new HashMap<>();
            for (Manifest variable : container(set).items("env")) {
                environment.put(
                        variable.text("name"),
                        fields.getOrDefault(variable.text("valueFrom.fieldRef.fieldPath"), token));
            }
            ConfigLoader.Loaded loaded = ConfigLoader.load(BASE.resolve("orbweaver.yaml"), environment, List.of());
            assertThat(loaded.problems()).isEmpty();
            config = loaded.config();
        }
        return Objects.requireNonNull(config);
    }

    private String selected(String kind, String name, String selector) {
        return resources(kind).stream()
                .filter(resource -> resource.text("metadata.name").equals(name))
                .map(resource -> resource.at(selector).key(COMPONENT).text())
                .findFirst()
                .orElse("");
    }

    private static Map<String, Integer> ports(Manifest container) {
        Map<String, Integer> ports = new HashMap<>();
        for (Manifest port : container.items("ports")) {
            ports.put(port.text("name"), Integer.parseInt(port.text("containerPort")));
        }
        return ports;
    }

    private static Manifest container(Manifest set) {
        return set.items("spec.template.spec.containers").getFirst();
    }

    private List<Manifest> resources(String kind) {
        return resources.stream()
                .filter(resource -> resource.text("kind").equals(kind))
                .toList();
    }

    private static Manifest only(Path file) {
        return Manifest.read(file).getFirst();
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
