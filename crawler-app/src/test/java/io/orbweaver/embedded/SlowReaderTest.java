package io.orbweaver.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that reads slowly makes the shards wait, not memory grow, and bodies that are larger than what a shard says at
 * once arrive whole.
 */
class SlowReaderTest {
    private static final int PAGES = 24;
    private static final int PAGE_BYTES = 2_500_000;
    /** What the sockets of both ends hold at most, and what is read ahead. */
    private static final long HELD = 16 << 20;

    @TempDir
    static Path directory;

    private static final Map<String, byte[]> bodies = new HashMap<>();
    private static ReadApi api;

    @BeforeAll
    static void crawl() throws Exception {
        Map<String, byte[]> answers = new HashMap<>();
        StringBuilder links = new StringBuilder();
        Random random = new Random(7);
        for (int page = 0; page < PAGES; page++) {
            byte[] body = new byte[PAGE_BYTES];
            random.nextBytes(body);
            answers.put("/" + page, answer("application/octet-stream", body));
            links.append("<a href=/").append(page).append(">x</a>");
            bodies.put("/" + page, body);
        }
        answers.put("/", answer("text/html", links.toString().getBytes(US_ASCII)));
        try (CannedServer server = CannedServer.start("127.33.2.1", answers)) {
            String[] arguments = {
                server.url("/"), "--delay=0", "--allow-private-addresses", "-o" + directory.resolve("crawl-1.warc.gz")
            };
            try (CrawlProcess crawl = CrawlProcess.start(directory.resolve("data"), arguments)) {
                assertThat(crawl.await(120)).as(crawl.said()).isZero();
            }
            for (int page = 0; page < PAGES; page++) {
                bodies.put(server.url("/" + page), bodies.remove("/" + page));
            }
        }
        api = new ReadApi(directory.resolve("data"), directory, "127.33.0.2");
    }

    private static byte[] answer(String type, byte[] body) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(US_ASCII);
        byte[] answer = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, answer, head.length, body.length);
        return answer;
    }

    @AfterAll
    static void close() throws Exception {
        if (api != null) {
            api.close();
        }
    }

    @Test
    void shardsAreAskedNoFasterThanTheClientReads() throws Exception {
        byte[] file = Files.readAllBytes(directory.resolve("crawl-1.warc.gz"));
        assertThat(file.length).isGreaterThan((int) (2 * HELD));
        long before = api.answered.get();
        try (Socket socket = request()) {
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            skipHead(in);
            awaitStandstill();

            assertThat(api.answered.get() - before).isBetween(1L, HELD);
            assertThat(chunked(in))
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(file));
        }
    }

    /** Nothing was asked of any shard for a while, though there is more. */
    private static void awaitStandstill() {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        long quietSince = System.nanoTime();
        long last = -1;
        while (System.nanoTime() - quietSince < Duration.ofSeconds(1).toNanos()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            long now = api.answered.get();
            if (now != last) {
                last = now;
                quietSince = System.nanoTime();
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void skipHead(DataInputStream in) throws IOException {
        int last = 0;
        while (last != 0x0d0a0d0a) {
            last = last << 8 | in.readUnsignedByte();
        }
    }

    private static byte[] chunked(DataInputStream in) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int length = chunk(in); length > 0; length = chunk(in)) {
            digest.update(in.readNBytes(length));
            in.skipNBytes(2);
        }
        return digest.digest();
    }

    private static int chunk(DataInputStream in) throws IOException {
        StringBuilder size = new StringBuilder();
        for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
            size.append((char) octet);
        }
        return Integer.parseInt(size.toString().strip(), 16);
    }

    @Test
    void aBodyLargerThanAnAnswerOfItsShardIsServedWhole() throws Exception {
        List<String> urls = new ArrayList<>(bodies.keySet());
        for (String url : urls.subList(0, 3)) {
            byte[] body =
                    api.ofCrawl("/page/content?url=" + ReadApi.encoded(url)).body();

            assertThat(body).isEqualTo(bodies.get(url));
            JsonObject record = new JsonObject(
                    new String(api.ofCrawl("/page?url=" + ReadApi.encoded(url)).body(), US_ASCII));
            assertThat(record.getLong("bytes")).isEqualTo(PAGE_BYTES);
        }
    }

    /** Begins an export that is larger than what the sockets hold. */
    private static Socket request() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 << 10);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(api.address(), api.port()));
        socket.getOutputStream()
                .write("GET /api/v1/crawls/1/export?format=warc HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
        return socket;
    }

    @Test
    void exportsBeyondTheMostAreRefusedUntilAClientGoesAway() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int number = 0; number < ReadApi.MOST_EXPORTS; number++) {
            Socket socket = request();
            slow.add(socket);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        assertThat(api.ofCrawl("/export?format=csv").statusCode()).isEqualTo(503);

        for (Socket socket : slow) {
            socket.close();
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (api.ofCrawl("/export?format=csv").statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
