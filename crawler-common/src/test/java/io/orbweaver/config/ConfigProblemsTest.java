package io.orbweaver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {
    private static final String EVERYTHING_WRONG = """
        fetch:
          user-agnet: Foo
          retries: many
          retries: 2
          connect-timeout: 5
          connections: [1]
          max-body: 10MB
          dns: {servers: [nowhere], timeout: 1ms}
          http2: yes
          contact: ${NOT_SET}
          proxies: http://proxy.example:1
        htpp: {port: 1}
        cluster: {join: gossip, lease: 1s}
        politeness:
          domains:
            "https://example.com/": {delay: 1s}
            example.org: {window: at night, dealy: 1s}
            EXAMPLE.org: {blocked: true}
            example.net: 5s
        http: 8080
        """;

    @TempDir
    private Path directory;

    @Test
    void allProblemsComeAtOnceWithPathAndPlace() throws IOException {
        List<String> problems = problems(
                EVERYTHING_WRONG,
                Map.of("ORBWEAVER_NODE_ID", "a b"),
                "fetch.max-wait=soon",
                "fetch.max-redirect=1",
                "nonsense");
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "fetch.retries: is written twice (line 3 and line 4): leave one out",
                        "fetch.contact: the environment has no variable NOT_SET: set it, or write"
                                + " ${NOT_SET:-default} (line 10)",
                        "fetch.user-agnet: is no key (line 2): did you mean 'fetch.user-agent'?",
                        "fetch.retries: 'many' is no whole number (line 3)",
                        "fetch.connect-timeout: '5' is no duration: write a whole number and a unit, such as 500ms,"
                                + " 10s, 2m, 24h or 7d (line 5)",
                        "fetch.connections: is of the wrong type: write whole number (line 6)",
                        "fetch.max-body: '10MB' is no size: write a whole number and a unit, such as 512KiB, 10MiB or"
                                + " 1GiB (line 7)",
                        "fetch.dns.servers: 'nowhere' is not of the form HOST:PORT (line 8)",
                        "fetch.dns.timeout: '1ms' is out of range: write 10ms to 5m (line 8)",
                        "fetch.http2: 'yes' is neither true nor false (line 9)",
                        "fetch.proxies: is of the wrong type: write list of proxy URLs, such as [a, b] (line 11)",
                        "htpp: is no key (line 12): did you mean 'http'?",
                        "cluster.join: 'gossip' is none of none, multicast, tcp, kubernetes (line 13)",
                        "cluster.lease: '1s' is out of range: write 2s to 1h (line 13)",
                        "politeness.domains.https://example.com/: 'https://example.com/' is no domain: write"
                                + " 'example.com' (with all hosts below it) or '*.example.com' (only those below),"
                                + " without scheme, port or path (line 16)",
                        "politeness.domains.example.org.window: 'at night' is no window: write two times and a time"
                                + " zone, such as '22:00-06:00 Europe/Berlin' (line 17)",
                        "politeness.domains.example.org.dealy: is no key (line 17): did you mean"
                                + " 'politeness.domains.example.org.delay'?",
                        "politeness.domains.EXAMPLE.org: is the same domain as another rule's: leave one out (line 18)",
                        "politeness.domains.example.net: is a rule: write its settings below it, such as 'delay: 5s'"
                                + " (line 19)",
                        "http: is a section: write its keys below it (line 20)",
                        "node.id: 'a b' is no name: write up to 64 letters, digits, dots, dashes and underscores"
                                + " (ORBWEAVER_NODE_ID)",
                        "fetch.max-wait: 'soon' is no duration: write a whole number and a unit, such as 500ms, 10s,"
                                + " 2m, 24h or 7d (--set)",
                        "fetch.max-redirect: is no key (--set): did you mean 'fetch.max-redirects'?",
                        "--set nonsense: is not of the form --set key=value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: {host: 0.0.0.0}|http.token: is needed to listen on 0.0.0.0",
                "http: {host: \"::\"}|http.token: is needed to listen on ::",
                "cluster: {join: tcp}|cluster.members: is needed by 'join: tcp'",
                "cluster: {join: kubernetes}|cluster.service-dns: is needed by 'join: kubernetes'",
                "cluster: {join: multicast, host: 0.0.0.0}|cluster.public-host: is needed where cluster.host is 0.0.0.0",
                "cluster: {join: multicast, port: 8080}|cluster.port: is the same port as http.port",
                "cluster: {join: multicast, event-bus-port: 5701}|event-bus-port: is the same port as cluster.port",
                "fetch: {user-agent: \"a\\nb\"}|cannot stand in a header field",
                "fetch: {contact: me}|fetch.contact: 'me' is neither a URL nor a mail address",
                "user-agent: x|user-agent: is no key (line 1): did you mean 'fetch.user-agent'?",
                "fetch: {retries: -1}|fetch.retries: '-1' is out of range: write 0 to 100",
                "fetch: {retries: 99999999999999999999}|fetch.retries: '99999999999999999999' is no whole number",
                "politeness: {default: {adaptive: NaN}}|politeness.default.adaptive: 'NaN' is no number",
                "fetch: {contact: \"${\"}|fetch.contact: '${' has a placeholder that cannot be read",
                "[1, 2]|does not start with a key",
                "just text|does not start with a key",
                "{[a, b]: c}|is no valid YAML",
            })
    void saysWhatIsWrong(String text, String problem) throws IOException {
        assertThat(problems(text + "\n", Map.of())).anyMatch(line -> line.contains(problem));
    }

    @Test
    void aTokenIsNotRepeated() throws IOException {
        assertThat(problems("http: {token: \"my secret\"}\n", Map.of()))
                .singleElement(STRING)
                .doesNotContain("secret");
    }

    @Test
    void aSyntaxErrorDoesNotHideWhatStandsBeforeIt() throws IOException {
        List<String> problems = problems("fetch:\n  retries: many\n  http2: [\nnode: {\n", Map.of(), "x=1");
        assertThat(problems).anyMatch(line -> line.contains("is no valid YAML in line "));
        assertThat(problems).contains("fetch.retries: 'many' is no whole number (line 2)", "x: is no key (--set)");
    }

    @Test
    void aSecondDocumentIsRefused() throws IOException {
        assertThat(problems("node: {id: a}\n---\nnode: {id: b}\n", Map.of()))
                .anyMatch(line -> line.contains("holds a second document"));
    }

    @Test
    void aliasesAreNotFollowed() throws IOException {
        String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nfetch: {proxies: [*b, *b]}\n";
        assertThat(problems(bomb, Map.of())).anyMatch(line -> line.contains("fetch.proxies: is an alias (line 3)"));
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        assertThat(problems("a: " + "[".repeat(100_000), Map.of())).anyMatch(line -> line.contains("is no valid YAML"));
        assertThat(problems("a: " + "{a: ".repeat(10_000), Map.of()))
                .anyMatch(line -> line.contains("is no valid YAML"));
    }

    @Test
    void aFileThatIsNoConfigurationIsRefused() throws IOException {
        assertThat(problems("#".repeat(ConfigLoader.MAX_FILE + 1), Map.of()))
                .singleElement(STRING)
                .contains("it has more than 1MiB");
        Path binary = Files.write(directory.resolve("binary"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problems(binary, Map.of())).singleElement(STRING).endsWith("binary: is no text in UTF-8");
        assertThat(problems(directory.resolve("gone"), Map.of()))
                .singleElement(STRING)
                .endsWith("gone: does not exist");
        assertThat(problems(directory, Map.of())).singleElement(STRING).contains("cannot be read");
    }

    private List<String> problems(String text, Map<String, String> environment, String... flags) throws IOException {
        return problems(Files.writeString(directory.resolve("node.yaml"), text), environment, flags);
    }

    private static List<String> problems(Path file, Map<String, String> environment, String... flags) {
        ConfigException refusal =
                catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(file, environment, List.of(flags)));
        return refusal.problems().stream().map(Problem::toString).toList();
    }
}
