package io.orbweaver.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.embedded.ArchiveFile.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.WarcTruncationReason;

/** What an archive says of answers of every kind: each is what the server sent, but for the transfer coding. */
class ArchivedAnswersTest {
    private static final String PAGE = "<title>t</title>" + "<p>The same page, twice.</p>".repeat(20);
    private static final String ODD_HEAD = "HTTP/1.1 200 Tr\u00e8s  bien\r\n"
            + "X-Two: a\r\nx-two: b\r\nX-Empty:\r\nX-Folded: one\r\n\ttwo\r\n  three\r\nX-OBS: \u00e9\u00ff\r\n"
            + "CONTENT-TYPE:text/plain\r\nContent-Length: 3\r\n\r\n";

    @TempDir
    static Path directory;

    private static CannedServer server;
    private static ArchiveFile archive;

    @BeforeAll
    static void crawl() throws Exception {
        Map<String, byte[]> answers = answers();
        server = CannedServer.start("127.13.8.1", answers);
        Path file = directory.resolve("odd.warc.gz");
        List<String> arguments =
                new ArrayList<>(answers.keySet().stream().map(server::url).toList());
        arguments.addAll(List.of(
                "--allow-private-addresses", "--delay=0", "--contact=https://bot.example/", "--name=odd", "-o" + file));
        try (CrawlProcess crawl = CrawlProcess.start(directory.resolve("data"), arguments.toArray(String[]::new))) {
            assertThat(crawl.await(60)).as(crawl.said()).isZero();
        }
        archive = ArchiveFile.read(file);
        archive.validate();
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    private static Map<String, byte[]> answers() throws IOException {
        Map<String, byte[]> answers = new LinkedHashMap<>();
        String html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
        answers.put("/first", bytes(html + "Content-Length: " + PAGE.length() + "\r\n\r\n" + PAGE));
        answers.put("/second", bytes(html + "X-Mine: yes\r\nContent-Length: " + PAGE.length() + "\r\n\r\n" + PAGE));
        answers.put(
                "/chunked",
                bytes(html
                        + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Late: 1\r\n\r\n"));
        answers.put("/gzip", joined(bytes(html + "Content-Encoding: gzip\r\n\r\n"), gzip(PAGE)));
        answers.put("/short", bytes(html + "Content-Length: 100\r\n\r\nonly this"));
        answers.put("/moved", bytes("HTTP/1.1 302 Found\r\nLocation: /first\r\nContent-Length: 4\r\n\r\ngone"));
        answers.put("/empty", bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        answers.put("/odd", bytes(ODD_HEAD + "odd"));
        answers.put("/old", bytes("HTTP/1.0 200 OK\r\nServer: old\r\n\r\nold"));
        answers.put("/broken", bytes(html + "Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nno coding"));
        return answers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
            out.write(bytes(text));
        }
        return coded.toByteArray();
    }

    private static Entry response(String path) {
        return archive.only("response", server.url(path));
    }

    @Test
    void theFirstRecordSaysWhoFetchedAndHow() {
        Entry info = archive.all().getFirst();

        assertThat(info.record().type()).isEqualTo("warcinfo");
        assertThat(info.record().version().toString()).isEqualTo("WARC/1.1");
        assertThat(info.field("WARC-Filename")).isEqualTo("odd.warc.gz");
        assertThat(new String(info.block(), ISO_8859_1).lines())
                .contains(
                        "format: WARC File Format 1.1",
                        "isPartOf: odd",
                        "operator: https://bot.example/",
                        "robots: obey")
                .anyMatch(line -> line.startsWith("software: Orbweaver/"))
                .anyMatch(line -> line.startsWith("http-header-user-agent: Orbweaver/"));
        assertThat(archive.of("response"))
                .allMatch(entry -> entry.field("WARC-Warcinfo-ID").equals(info.field("WARC-Record-ID")));
    }

    @Test
    void requestsAreWhatTheServerSaw() {
        for (String path : List.of("/first", "/second", "/odd", "/moved")) {
            Entry request = archive.only("request", server.url(path));
            String type = path.equals("/second") ? "revisit" : "response";
            Entry answer = archive.only(type, server.url(path));

            assertThat(new String(request.block(), ISO_8859_1)).isEqualTo(server.request(path));
            assertThat(request.field("WARC-Concurrent-To")).isEqualTo(answer.field("WARC-Record-ID"));
            assertThat(request.field("WARC-Date")).isEqualTo(answer.field("WARC-Date"));
        }
        assertThat(archive.of("request"))
                .hasSize(archive.of("response").size() + archive.of("revisit").size());
    }

    @Test
    void everyFieldIsInItsOrderAndSpelling() {
        Entry odd = response("/odd");

        assertThat(odd.head()).isEqualTo(ODD_HEAD);
        assertThat(odd.body()).asString().isEqualTo("odd");
        assertThat(odd.field("WARC-IP-Address")).isEqualTo("127.13.8.1");
        assertThat(odd.field("WARC-Protocol")).isEqualTo("http/1.1");
        assertThat(Instant.parse(odd.field("WARC-Date"))).isBefore(Instant.now());
    }

    @Test
    void chunksAreJoinedAndTheFieldKeepsAnotherName() {
        Entry chunked = response("/chunked");

        assertThat(chunked.head())
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Crawler-Transfer-Encoding: chunked\r\n"
                        + "Content-Length: 11\r\n\r\n");
        assertThat(chunked.body()).asString().isEqualTo("hello world");
    }

    @Test
    void contentCodingIsKept() throws IOException {
        Entry coded = response("/gzip");

        assertThat(coded.head()).endsWith("Content-Encoding: gzip\r\n\r\n");
        assertThat(coded.body()).isEqualTo(gzip(PAGE));
    }

    @Test
    void aPageWhoseBodyIsTheSameOnlyAfterDecodingIsNoRevisit() {
        // Its decoded body is that of /first, so it is a duplicate to the crawl; its payload is another.
        assertThat(response("/gzip").field("WARC-Payload-Digest"))
                .isNotEqualTo(response("/first").field("WARC-Payload-Digest"));
    }

    @Test
    void aBodyThatWasCutSaysSo() {
        Entry cut = response("/short");

        assertThat(cut.record().truncated()).isEqualTo(WarcTruncationReason.DISCONNECT);
        assertThat(cut.head()).endsWith("X-Crawler-Content-Length: 100\r\nContent-Length: 9\r\n\r\n");
        assertThat(cut.body()).asString().isEqualTo("only this");
    }

    @Test
    void aBrokenCodingIsWholeAsReceived() {
        Entry broken = response("/broken");

        assertThat(broken.field("WARC-Truncated")).isEmpty();
        assertThat(broken.body()).asString().isEqualTo("no coding");
    }

    @Test
    void aRedirectIsARecordWithItsBody() {
        Entry moved = response("/moved");

        assertThat(moved.head()).contains("Location: /first\r\n");
        assertThat(moved.body()).asString().isEqualTo("gone");
    }

    @Test
    void anEmptyBodyIsARecord() {
        assertThat(response("/empty").body()).isEmpty();
    }

    @Test
    void anAnswerOfHttp10IsLeftAsItWas() {
        Entry old = response("/old");

        assertThat(new String(old.block(), ISO_8859_1)).isEqualTo("HTTP/1.0 200 OK\r\nServer: old\r\n\r\nold");
        assertThat(old.field("WARC-Protocol")).isEqualTo("http/1.0");
    }

    @Test
    void aDuplicateIsARevisitWithItsOwnHead() {
        Entry first = response("/first");
        Entry second = archive.only("revisit", server.url("/second"));
        WarcRevisit revisit = (WarcRevisit) second.record();

        assertThat(revisit.profile()).isEqualTo(WarcRevisit.IDENTICAL_PAYLOAD_DIGEST_1_1);
        assertThat(revisit.refersTo()).contains(first.record().id());
        assertThat(revisit.refersToTargetURI().map(Object::toString)).contains(first.target());
        assertThat(revisit.refersToDate()).contains(first.record().date());
        assertThat(revisit.payloadDigest()).contains(new WarcDigest(first.field("WARC-Payload-Digest")));
        assertThat(second.head()).contains("X-Mine: yes\r\n");
        assertThat(second.body()).isEmpty();
    }
}
