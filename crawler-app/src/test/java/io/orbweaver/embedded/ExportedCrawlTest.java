package io.orbweaver.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.embedded.ArchiveFile.Entry;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.cdx.CdxFormat;
import org.netpreserve.jwarc.cdx.CdxWriter;

/** A crawl exported in every format at once: the files agree with the web that was crawled and with each other. */
class ExportedCrawlTest {
    private static final String[] FILES = {"web.warc.gz", "web.cdxj", "web.jsonl", "web.csv", "web.txt"};

    @TempDir
    static Path directory;

    private static ArchiveFile archive;
    private static final Map<String, byte[]> replayed = new HashMap<>();
    private static final Map<String, byte[]> contents = new HashMap<>();

    @BeforeAll
    static void crawl() throws Exception {
        TestWebOptions options = TestWebOptions.defaults()
                .withHosts(5)
                .withPagesPerHost(20)
                .withMedianPageSize(4_000)
                .withCopyPermil(200)
                .withRedirectPermil(100)
                .withErrorPermil(50)
                .withGzip(true);
        try (TestWeb web = TestWeb.start(options)) {
            run(web);
            archive = ArchiveFile.read(directory.resolve("web.warc.gz"));
            for (Entry request : archive.of("request")) {
                replayed.put(request.target(), replay(request, web.port()));
            }
            for (int host = 0; host < 5; host++) {
                for (int page = 0; page < 20; page++) {
                    contents.put(web.url(host, page), web.content(host, page));
                }
            }
        }
    }

    private static void run(TestWeb web) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(CrawlProcess.wholeWeb(web, "0")));
        arguments.add("--text");
        for (String file : FILES) {
            arguments.add("-o" + directory.resolve(file));
        }
        try (CrawlProcess crawl = CrawlProcess.start(directory.resolve("data"), arguments.toArray(String[]::new))) {
            assertThat(crawl.await(120)).as(crawl.said()).isZero();
        }
    }

    /** Sends the archived request again, byte for byte, and returns the whole answer. */
    private static byte[] replay(Entry request, int port) throws IOException {
        try (Socket socket = new Socket(request.field("WARC-IP-Address"), port)) {
            socket.getOutputStream().write(request.block());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            while (!answer.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                answer.write(in.readByte());
            }
            int length = answer.toString(ISO_8859_1)
                    .lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: "))
                    .mapToInt(line -> Integer.parseInt(line.substring(16)))
                    .sum();
            answer.write(in.readNBytes(length));
            return answer.toByteArray();
        }
    }

    @Test
    void theArchiveIsValid() throws Exception {
        archive.validate();
    }

    @Test
    void everyAnswerIsByteForByteWhatTheServerSends() throws Exception {
        for (Entry response : archive.of("response")) {
            assertThat(response.block()).as(response.target()).isEqualTo(replayed.get(response.target()));
        }
        assertThat(archive.of("revisit")).isNotEmpty();
        for (Entry revisit : archive.of("revisit")) {
            byte[] answer = replayed.get(revisit.target());
            int head = revisit.block().length;
            assertThat(revisit.block()).as(revisit.target()).isEqualTo(Arrays.copyOf(answer, head));
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(answer, head, answer.length - head);
            assertThat(new WarcDigest(revisit.field("WARC-Payload-Digest"))).isEqualTo(new WarcDigest(sha1));
        }
    }

    @Test
    void everyPageOfTheWebIsInIt() throws IOException {
        Map<String, Entry> responses = new HashMap<>();
        archive.of("response").forEach(entry -> responses.put(entry.target(), entry));
        for (Map.Entry<String, byte[]> page : contents.entrySet()) {
            byte[] body = responses.get(page.getKey()).body();
            assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
                    .as(page.getKey())
                    .isEqualTo(page.getValue());
        }
    }

    @Test
    void recordsHaveNamesOfTheirOwn() {
        Set<String> names = new HashSet<>();
        for (Entry entry : archive.all()) {
            assertThat(entry.field("WARC-Record-ID"))
                    .matches("<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>");
            assertThat(names.add(entry.field("WARC-Record-ID"))).isTrue();
        }
    }

    @Test
    void everyLineOfTheIndexOpensItsRecordAlone() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("web.cdxj"));

        assertThat(lines)
                .isSorted()
                .hasSize(archive.of("response").size() + archive.of("revisit").size());
        for (String line : lines) {
            Entry found = archive.at(Long.parseLong(value(line, "offset")), Integer.parseInt(value(line, "length")));
            assertThat(found.target()).isEqualTo(value(line, "url"));
            assertThat(found.field("WARC-Payload-Digest")).isEqualTo(value(line, "digest"));
            assertThat(found.head()).startsWith("HTTP/1.1 " + value(line, "status") + " ");
            assertThat(value(line, "filename")).isEqualTo("web.warc.gz");
        }
    }

    @Test
    void theIndexIsTheOneThatJwarcMakes() throws IOException {
        Path file = directory.resolve("jwarc.cdxj");
        try (CdxWriter writer = new CdxWriter(Files.newBufferedWriter(file))) {
            writer.setFormat(CdxFormat.CDXJ);
            writer.setSort(true);
            writer.process(List.of(directory.resolve("web.warc.gz")), false);
        }
        List<String> theirs = Files.readAllLines(file).stream()
                .map(line -> line.replace("\": \"", "\":\"").replace("\", \"", "\",\""))
                .sorted()
                .toList();

        assertThat(Files.readAllLines(directory.resolve("web.cdxj"))).isEqualTo(theirs);
    }

    private static String value(String line, String field) {
        int from = line.indexOf("\"" + field + "\":\"") + field.length() + 4;
        return line.substring(from, line.indexOf('"', from));
    }

    @Test
    void everyPageHasItsTextInJsonl() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("web.jsonl"));

        assertThat(lines).hasSize(archive.of("request").size());
        for (String line : lines) {
            boolean redirect = !line.contains("\"finalUrl\":null");
            assertThat(line).contains(redirect ? "\"text\":null}" : "\"text\":\"");
        }
        assertThat(Files.readAllLines(directory.resolve("web.csv"))).hasSize(lines.size() + 1);
    }

    @Test
    void exportedAgainTheFilesAreTheSame() throws Exception {
        Map<String, byte[]> before = new HashMap<>();
        for (String file : FILES) {
            before.put(file, Files.readAllBytes(directory.resolve(file)));
            // What a run that was interrupted leaves behind is written anew.
            Files.writeString(directory.resolve(file + ".part"), "half of a file");
        }
        try (CrawlProcess crawl = CrawlProcess.start(directory.resolve("data"), "--resume")) {
            assertThat(crawl.await(120)).as(crawl.said()).isZero();
        }

        for (String file : FILES) {
            assertThat(Files.readAllBytes(directory.resolve(file))).as(file).isEqualTo(before.get(file));
        }
        assertThat(directory).isDirectoryNotContaining("glob:**.part*");
    }
}
