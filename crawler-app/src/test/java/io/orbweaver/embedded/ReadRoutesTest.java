package io.orbweaver.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crawl fetched is read over HTTP as it lies in its store: the same as the files that it exported. */
class ReadRoutesTest {
    private static final String[] FILES = {
        "crawl-1.warc.gz", "crawl-1.cdxj", "crawl-1.jsonl", "crawl-1.csv", "crawl-1.txt"
    };

    @TempDir
    static Path directory;

    private static ReadApi api;
    private static final List<JsonObject> records = new ArrayList<>();

    @BeforeAll
    static void crawl() throws Exception {
        TestWebOptions options = TestWebOptions.defaults()
                .withFirstAddress("127.33.1.1")
                .withHosts(4)
                .withPagesPerHost(20)
                .withMedianPageSize(40_000)
                .withCopyPermil(200)
                .withRedirectPermil(100)
                .withErrorPermil(50)
                .withGzip(true);
        try (TestWeb web = TestWeb.start(options)) {
            List<String> arguments = new ArrayList<>(List.of(CrawlProcess.wholeWeb(web, "0")));
            for (String file : FILES) {
                arguments.add("-o" + directory.resolve(file));
            }
            try (CrawlProcess crawl = CrawlProcess.start(directory.resolve("data"), arguments.toArray(String[]::new))) {
                assertThat(crawl.await(120)).as(crawl.said()).isZero();
            }
        }
        for (String line : Files.readAllLines(directory.resolve("crawl-1.jsonl"))) {
            records.add(new JsonObject(line));
        }
        api = new ReadApi(directory.resolve("data"), directory, "127.33.0.1");
    }

    @AfterAll
    static void close() throws Exception {
        if (api != null) {
            api.close();
        }
    }

    @AfterEach
    void everybodyIsThere() {
        api.away.clear();
        api.questionsLeft.set(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "warc, crawl-1.warc.gz, application/warc",
        "cdxj, crawl-1.cdxj, text/x-cdxj; charset=utf-8",
        "jsonl, crawl-1.jsonl, application/jsonl",
        "csv, crawl-1.csv, text/csv; charset=utf-8; header=present",
        "urls, crawl-1.txt, text/plain; charset=utf-8"
    })
    void anExportIsTheFileThatTheCrawlWrites(String format, String file, String type) throws Exception {
        HttpResponse<byte[]> answer = api.ofCrawl("/export?format=" + format);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + file + "\"");
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(directory.resolve(file)));
        assertThat(directory).isDirectoryNotContaining("glob:**.sort");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 1000})
    void aWalkShowsEveryPageOnce(int limit) throws Exception {
        List<String> walked = walk("", limit);

        assertThat(walked).containsExactlyElementsOf(Files.readAllLines(directory.resolve("crawl-1.txt")));
    }

    private static List<String> walk(String filter, int limit) throws Exception {
        List<String> urls = new ArrayList<>();
        String cursor = "";
        do {
            HttpResponse<byte[]> answer = api.ofCrawl("/pages?limit=" + limit + filter + cursor);
            assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
            JsonObject list = new JsonObject(new String(answer.body(), UTF_8));
            JsonArray items = list.getJsonArray("items");
            assertThat(items.size()).isLessThanOrEqualTo(limit);
            items.forEach(item -> urls.add(((JsonObject) item).getString("url")));
            cursor = list.getString("next") == null ? null : "&cursor=" + list.getString("next");
        } while (cursor != null);
        return urls;
    }

    @Test
    void aListHoldsWhatWasAskedFor() throws Exception {
        String host = records.getFirst().getString("host");
        List<String> ofHost = records.stream()
                .filter(record -> record.getString("host").equals(host) && record.getString("finalUrl") == null)
                .map(record -> record.getString("url"))
                .toList();
        Set<Integer> statuses = new HashSet<>();
        records.forEach(record -> statuses.add(record.getInteger("status")));

        assertThat(walk("&host=" + host.toUpperCase(java.util.Locale.ROOT), 3)).containsExactlyElementsOf(ofHost);
        assertThat(statuses).contains(200).hasSizeGreaterThan(2);
        for (int status : statuses) {
            assertThat(walk("&status=" + status, 5))
                    .containsExactlyElementsOf(records.stream()
                            .filter(record -> record.getInteger("status") == status)
                            .map(record -> record.getString("url"))
                            .toList());
        }
        assertThat(walk("&status=599", 5)).isEmpty();
    }

    @Test
    void aRecordIsTheLineOfTheExport() throws Exception {
        for (JsonObject record : records.subList(0, 10)) {
            HttpResponse<byte[]> answer = api.ofCrawl("/page?url=" + ReadApi.encoded(record.getString("url")));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(new JsonObject(new String(answer.body(), UTF_8))).isEqualTo(record);
        }
    }

    /** What a page of the web says runs nowhere in the name of this server. */
    @Test
    void contentIsTheBodyThatTheRecordDescribes() throws Exception {
        int pages = 0;
        for (JsonObject record : records) {
            if (record.getString("finalUrl") != null) {
                continue;
            }
            HttpResponse<byte[]> answer = api.ofCrawl("/page/content?url=" + ReadApi.encoded(record.getString("url")));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains(record.getString("contentType"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("sandbox; ");
            assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat("sha256:"
                            + HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(answer.body())))
                    .isEqualTo(record.getString("digest"));
            pages++;
        }
        assertThat(pages).isGreaterThan(60);
    }

    @Test
    void explanationsAndHostsComeFromTheirShard() throws Exception {
        JsonObject page = records.getFirst();
        JsonObject explained = new JsonObject(new String(
                api.ofCrawl("/explain?url=" + ReadApi.encoded(page.getString("url")))
                        .body(),
                UTF_8));
        JsonObject host = new JsonObject(
                new String(api.get("/hosts/" + page.getString("host")).body(), UTF_8));

        assertThat(explained.getString("state"))
                .isEqualTo(page.getString("finalUrl") == null ? "fetched" : "redirected");
        assertThat(explained.getString("worker")).isEqualTo("one");
        assertThat(explained.getJsonObject("page")).isEqualTo(page);
        assertThat(host.getInteger("shard")).isEqualTo(page.getInteger("shard"));
        assertThat(host.getBoolean("known")).isTrue();
        assertThat(host.getInteger("queueLength")).isZero();
        assertThat(host.getLong("fetched"))
                .isEqualTo(records.stream()
                        .filter(each -> each.getString("host").equals(page.getString("host"))
                                && each.getString("finalUrl") == null)
                        .count());
        assertThat(host.getJsonObject("politeness").getJsonObject("sources").getString("delay"))
                .isEqualTo("crawl");
        assertThat(host.getString("lastResponse")).isNotNull();
        assertThat(host.getString("nextFetch")).isNull();
        JsonObject stranger =
                new JsonObject(new String(api.get("/hosts/nobody.example").body(), UTF_8));
        assertThat(stranger.getBoolean("known")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/pages?limit=0, 400, /limit",
        "/pages?limit=1001, 400, /limit",
        "/pages?limit=ten, 400, /limit",
        "/pages?status=99, 400, /status",
        "/pages?host=a%2Fb, 400, /host",
        "/pages?cursor=AAAA, 400, /cursor",
        "/pages?colour=red, 400, /colour",
        "/page, 400, /url",
        "/page?url=nothing, 400, /url",
        "/page/content?url=ftp:%2F%2Fa.example%2F, 400, /url",
        "/explain, 400, /url",
        "/export, 400, /format",
        "/export?format=zip, 400, /format",
        "/page?url=http:%2F%2Fnever.example%2F, 404, ",
        "/page/content?url=http:%2F%2Fnever.example%2F, 404, "
    })
    void whatCannotBeIsRefusedWithAReason(String path, int status, String pointer) throws Exception {
        HttpResponse<byte[]> answer = api.ofCrawl(path);
        JsonObject problem = new JsonObject(new String(answer.body(), UTF_8));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("detail")).isNotBlank();
        if (pointer != null) {
            assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo(pointer);
        }
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws Exception {
        JsonObject problem = new JsonObject(
                new String(api.ofCrawl("/pages?limit=0&status=1&colour=red").body(), UTF_8));

        assertThat(problem.getJsonArray("errors")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/crawls/2/pages", "/crawls/x/pages", "/crawls/99999999999/export?format=csv"})
    void noCrawlIsNotFound(String path) throws Exception {
        assertThat(api.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void anExportBeginsOnlyWhenEveryShardIsThere() throws Exception {
        api.away.addAll(Set.of(3, 200));

        HttpResponse<byte[]> answer = api.ofCrawl("/export?format=csv");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(new String(answer.body(), UTF_8)).getString("detail"))
                .startsWith("The shards 3, 200 are away");
        assertThat(api.ofCrawl("/pages?limit=1000").statusCode()).isEqualTo(503);
        api.away.clear();
        assertThat(api.ofCrawl("/export?format=csv").statusCode()).isEqualTo(200);
    }

    /** A client must not take what it got for everything. */
    @Test
    void anExportThatLosesAShardIsCut() throws Exception {
        // Each shard is asked whether it is there, then most of them for what they have.
        api.questionsLeft.set(EmbeddedCrawl.SHARDS + 250);
        try (Socket socket = request("warc")) {
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(15), UTF_8)).isEqualTo("HTTP/1.1 200 OK");
            assertThatThrownBy(() -> endsWithLastChunk(in)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anExportWaitsForAShardThatMoves() throws Exception {
        int shard = records.getFirst().getInteger("shard");
        // There when the export begins, then away for two questions.
        api.absences.put(shard, new ConcurrentLinkedQueue<>(List.of(false, true, true)));

        HttpResponse<byte[]> answer = api.ofCrawl("/export?format=urls");

        assertThat(api.absences.get(shard)).isEmpty();
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(directory.resolve("crawl-1.txt")));
    }

    private static void endsWithLastChunk(InputStream in) throws IOException {
        byte[] rest = in.readAllBytes();
        String end = new String(rest, Math.max(0, rest.length - 5), Math.min(5, rest.length), UTF_8);
        if (!end.equals("0\r\n\r\n")) {
            throw new IOException("cut after " + rest.length + " bytes");
        }
    }

    private static Socket request(String format) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(30_000);
        socket.connect(new java.net.InetSocketAddress(api.address(), api.port()));
        socket.getOutputStream()
                .write(("GET /api/v1/crawls/1/export?format=" + format + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .getBytes(UTF_8));
        return socket;
    }
}
