package io.orbweaver.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the API is away, wants a token, breaks off or lies, the user is told what, where and what to do. */
@Timeout(60)
class ApiAwayTest {
    private static final String HOST = "127.35.2.1";
    private static final String CRAWL =
            "{\"id\":\"1\",\"name\":\"\\u001b[2Jgone\",\"seeds\":[\"http://a.test/\u202e\"],\"state\":\"running\","
                    + "\"created\":\"2026-01-01T00:00:00Z\",\"counts\":{\"fetched\":3,\"byStatus\":{\"200\":3}}}";

    @TempDir
    Path directory;

    private static ClientRun at(String api) {
        return new ClientRun(Map.of("ORBWEAVER_API", api));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    @Test
    void nobodyAnswers() throws Exception {
        String api = "http://" + HOST + ":" + freePort();
        ClientRun line = at(api);

        assertThat(line.run("list")).isEqualTo(1);
        assertThat(line.err())
                .startsWith("orbweaver: Nobody answers at " + api + ": start 'orbweaver scheduler' there")
                .hasLineCount(1);
        assertThat(line.run("watch", "1")).isEqualTo(1);
        assertThat(line.run("submit", "http://a.test/")).isEqualTo(1);
        assertThat(line.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:8080", "ftp://a.test", "http://", "http://a b", "http://u:p@a.test", "http://a/?x"})
    void anAddressThatIsNoneIsRefused(String api) {
        assertThat(at(api).run("list")).isEqualTo(2);
        ClientRun line = at("http://127.0.0.1:1");
        assertThat(line.run("list", "--api", api)).isEqualTo(2);
        assertThat(line.err()).contains("--api cannot be '" + api + "'", "http://scheduler:8080");
    }

    @Test
    void theTokenIsWantedOrWrong() throws Exception {
        String problem = "{\"status\":401,\"title\":\"Unauthorized\",\"detail\":\"no\"}";
        try (CannedApi api = new CannedApi(HOST, "401 Unauthorized", "application/problem+json", problem)) {
            ClientRun line = at(api.address());
            assertThat(line.run("cluster")).isEqualTo(1);
            assertThat(line.err()).contains("wants a token (401)", "ORBWEAVER_TOKEN or --token");
            assertThat(line.run("cluster", "--token", "x")).isEqualTo(1);
            assertThat(line.err()).contains("does not take this token (401)");
            assertThat(api.lastRequest()).contains("Authorization: Bearer x\r\n");
            assertThat(line.run("cluster", "--token", "a b")).isEqualTo(2);
            assertThat(line.err()).contains("--token holds characters that no token has");
        }
    }

    @Test
    void allProblemsAreSaidWithTheirPointers() throws Exception {
        String problem = "{\"status\":400,\"title\":\"Bad Request\",\"detail\":\"two\",\"errors\":["
                + "{\"pointer\":\"/seeds/0\",\"detail\":\"is bad\"},{\"pointer\":\"\",\"detail\":\"is\\u001b[2J worse\"}]}";
        try (CannedApi api = new CannedApi(HOST, "400 Bad Request", "application/problem+json", problem)) {
            ClientRun line = at(api.address());
            assertThat(line.run("submit", "http://a.test/")).isEqualTo(2);
            assertThat(line.err().lines())
                    .containsExactly(
                            "orbweaver: " + api.address() + " refuses this (400):",
                            "orbweaver:   /seeds/0 is bad",
                            "orbweaver:   it is?[2J worse");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK,            text/html,                <html>",
        "404 Not Found,     text/html,                <html>",
        "301 Moved,         text/plain,               there",
        "500 Oops,          application/problem+json, nothing"
    })
    void whatIsNoApiIsRecognised(String status, String type, String body) throws Exception {
        try (CannedApi api = new CannedApi(HOST, status, type, body)) {
            ClientRun line = at(api.address());
            assertThat(line.run("status", "1")).isEqualTo(1);
            assertThat(line.err()).contains("not as Orbweaver's API does", "--api");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"id\":1", "{\"id\":\"x\"}", "{\"id\":\"1\",\"state\":\"odd\"}", "{} {}"})
    void anAnswerThatMakesNoSenseIsNoBreakdown(String body) throws Exception {
        try (CannedApi api = new CannedApi(HOST, "200 OK", "application/json", body)) {
            ClientRun line = at(api.address());
            assertThat(line.run("status", "1")).isEqualTo(1);
            assertThat(line.err()).startsWith("orbweaver: The answer of " + api.address() + " cannot be read: ");
            assertThat(line.run("list")).isEqualTo(body.startsWith("{\"id\":\"") ? 0 : 1);
        }
    }

    @Test
    void theWebDoesNotSteerTheTerminal() throws Exception {
        try (CannedApi api = new CannedApi(HOST, "200 OK", "application/json", CRAWL)) {
            ClientRun line = at(api.address());
            assertThat(line.run("status", "1")).isZero();
            assertThat(line.out()).startsWith("?[2Jgone\n").contains("seeds      http://a.test/?\n");
            assertThat(line.steered()).isFalse();
        }
        String list = "{\"items\":[" + CRAWL + "],\"next\":null}";
        try (CannedApi api = new CannedApi(HOST, "200 OK", "application/json", list)) {
            ClientRun line = at(api.address());
            assertThat(line.run("list")).isZero();
            assertThat(line.out()).contains("?[2Jgone");
            assertThat(line.steered()).isFalse();
        }
    }

    @Test
    void jsonComesAsItIsButForATerminal() throws Exception {
        String sent = "{\"id\":\"1\",\"name\":\"\u009b2J\u007f\"}";
        try (CannedApi api = new CannedApi(HOST, "200 OK", "application/json", sent)) {
            ClientRun line = at(api.address());
            assertThat(line.run("status", "1", "--json")).isZero();
            assertThat(line.out()).isEqualTo(sent + "\n");
            line.terminal = true;
            assertThat(line.run("status", "1", "--json")).isZero();
            assertThat(line.out()).doesNotContain("\u009b", "\u007f").contains("?2J?");
        }
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        try (CannedApi api = CannedApi.endless(HOST, "application/json", "[1,".getBytes(UTF_8))) {
            ClientRun line = at(api.address());
            assertThat(line.run("status", "1")).isEqualTo(1);
            assertThat(line.err()).contains("it has more than 33554432 bytes");
            while (api.last() == null) {
                Thread.onSpinWait();
            }
        }
        byte[] item =
                "{\"a\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"},".repeat(1000).getBytes(UTF_8);
        try (CannedApi api = CannedApi.endless(HOST, "application/json", item)) {
            ClientRun line = at(api.address());
            assertThat(line.run("list")).isEqualTo(1);
            assertThat(line.err()).contains("cannot be read");
        }
    }

    @Test
    void anExportThatBreaksOffStaysAPart() throws Exception {
        Path file = directory.resolve("pages.jsonl");
        try (CannedApi api = new CannedApi(HOST, "200 OK", "application/json", CRAWL)) {
            api.breakOff("/export");
            ClientRun line = at(api.address());
            assertThat(line.run("export", "1", "-o", file.toString())).isEqualTo(1);
            assertThat(line.err()).contains("What came so far", "The connection to " + api.address() + " broke");
        }
        assertThat(file).doesNotExist();
        assertThat(Files.readString(directory.resolve("pages.jsonl.part"))).isEqualTo("one line\n");
    }

    @Test
    void whatBelongsToNodesAloneIsRefusedBeforeAnythingIsSent() {
        ClientRun line = at("http://127.0.0.1:1");
        assertThat(line.run(
                        "submit",
                        "--insecure",
                        "--allow-private-addresses",
                        "--resolve-with=a:1",
                        "--data=x",
                        "--max-wait=1m",
                        "--user-agent=x",
                        "--contact=x",
                        "--config=x",
                        "--resume",
                        "-o=x",
                        "--text",
                        "--delay=soon"))
                .isEqualTo(2);
        assertThat(line.err().lines()).hasSize(13);
        assertThat(line.err())
                .contains(
                        "No URL to begin with",
                        "--insecure is for crawls in one process",
                        "fetch.dns.servers",
                        "orbweaver export ID -o FILE",
                        "--delay 'soon' is no duration");
    }
}
