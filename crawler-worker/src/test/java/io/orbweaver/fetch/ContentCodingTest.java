package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ContentCodingTest {
    private static final byte[] TEXT = "The quick brown fox. ".repeat(5000).getBytes(StandardCharsets.US_ASCII);

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(9, raw))) {
            deflate.write(bytes);
        }
        return out.toByteArray();
    }

    /** A gzip member with every optional part of the header. */
    private static byte[] gzipWithAllParts(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
        out.write(new byte[] {3, 0, 'a', 'b', 'c'});
        out.write("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[] {1, 2});
        out.write(deflate(bytes, true));
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        for (long value : new long[] {checksum.getValue(), bytes.length}) {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write((int) (value >>> shift));
            }
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        return out.toByteArray();
    }

    private static byte[] brotli(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BrotliOutputStream brotli = new BrotliOutputStream(out, new Encoder.Parameters().setQuality(5))) {
            brotli.write(bytes);
        }
        return out.toByteArray();
    }

    /** Two frames, with one to be skipped before each, which every decoder must take (RFC 8878 section 3.1). */
    private static byte[] zstd(byte[] bytes) throws IOException {
        byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};
        int half = bytes.length / 2;
        try (ZstdCompressCtx compressor = new ZstdCompressCtx().setChecksum(true)) {
            byte[] first = compressor.compress(Arrays.copyOf(bytes, half));
            byte[] second = compressor.compress(Arrays.copyOfRange(bytes, half, bytes.length));
            return join(skippable, first, skippable, second);
        }
    }

    private record Decoded(byte[] bytes, boolean complete) {}

    /** Takes no more than some bytes at a time. */
    private static final class Narrow implements ContentDecoder.Output {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        int room;

        @Override
        public int room() {
            return room;
        }

        @Override
        public void accept(byte[] buffer, int offset, int length) {
            assertThat(length).isLessThanOrEqualTo(room);
            room -= length;
            out.write(buffer, offset, length);
        }
    }

    private static Decoded decode(String coding, byte[] coded, int step) throws DataFormatException {
        return decode(coding, coded, step, Integer.MAX_VALUE);
    }

    private static Decoded decode(String coding, byte[] coded, int step, int room) throws DataFormatException {
        Narrow output = new Narrow();
        ContentCodings codings = new ContentCodings();
        try (ContentDecoder decoder = codings.decoder(coding, new byte[4096], 1 << 20)) {
            for (int at = 0; at < coded.length; at += step) {
                int end = Math.min(coded.length, at + step);
                int from = at;
                do {
                    output.room = room;
                    from += decoder.decode(coded, from, end - from, output);
                } while (from < end || output.room == 0);
            }
            return new Decoded(output.out.toByteArray(), decoder.complete());
        }
    }

    @Test
    void everyCodingIsUndoneHoweverLittleRoomThereIs() throws Exception {
        for (int room : new int[] {1, 2, 5, 100, 4096}) {
            for (int step : new int[] {1, 3, 1 << 20}) {
                assertThat(decode("gzip", join(gzip(TEXT), gzipWithAllParts(new byte[0])), step, room))
                        .satisfies(ContentCodingTest::whole);
                assertThat(decode("deflate", deflate(TEXT, false), step, room)).satisfies(ContentCodingTest::whole);
                assertThat(decode("deflate", deflate(TEXT, true), step, room)).satisfies(ContentCodingTest::whole);
                assertThat(decode("br", brotli(TEXT), step, room)).satisfies(ContentCodingTest::whole);
                assertThat(decode("zstd", zstd(TEXT), step, room)).satisfies(ContentCodingTest::whole);
                assertThat(decode("gzip, zstd,br", brotli(zstd(gzip(TEXT))), step, room))
                        .satisfies(ContentCodingTest::whole);
                assertThat(decode("", TEXT, step, room)).satisfies(ContentCodingTest::whole);
            }
        }
    }

    @Test
    void everyCodingIsUndoneHoweverItIsCutIntoChunks() throws Exception {
        for (int step : new int[] {1, 2, 3, 7, 1000, 1 << 20}) {
            for (String coding : List.of("gzip", "x-gzip", " GZIP")) {
                assertThat(decode(coding, gzip(TEXT), step)).satisfies(ContentCodingTest::whole);
            }
            assertThat(decode("gzip", gzipWithAllParts(TEXT), step)).satisfies(ContentCodingTest::whole);
            assertThat(decode("deflate", deflate(TEXT, false), step)).satisfies(ContentCodingTest::whole);
            assertThat(decode("deflate", deflate(TEXT, true), step)).satisfies(ContentCodingTest::whole);
            byte[] half = Arrays.copyOf(TEXT, 1000);
            byte[] rest = Arrays.copyOfRange(TEXT, 1000, TEXT.length);
            assertThat(decode("gzip", join(gzip(half), gzip(rest)), step)).satisfies(ContentCodingTest::whole);
            assertThat(decode("gzip", join(gzip(TEXT), "padding".getBytes(StandardCharsets.US_ASCII)), step))
                    .satisfies(ContentCodingTest::whole);
            assertThat(decode("br", brotli(TEXT), step)).satisfies(ContentCodingTest::whole);
            assertThat(decode("zstd", zstd(TEXT), step)).satisfies(ContentCodingTest::whole);
            assertThat(decode("gzip, br", brotli(gzip(TEXT)), step)).satisfies(ContentCodingTest::whole);
            assertThat(decode(" zstd,, identity ,X-GZIP", gzip(zstd(TEXT)), step))
                    .satisfies(ContentCodingTest::whole);
            assertThat(decode("identity", TEXT, step)).satisfies(ContentCodingTest::whole);
            assertThat(decode("morse", TEXT, step)).satisfies(ContentCodingTest::whole);
            assertThat(decode("gzip, morse", TEXT, step)).satisfies(ContentCodingTest::whole);
            assertThat(decode("gzip, gzip, gzip, gzip", TEXT, step)).satisfies(ContentCodingTest::whole);
        }
    }

    private static void whole(Decoded decoded) {
        assertThat(decoded.bytes()).isEqualTo(TEXT);
        assertThat(decoded.complete()).isTrue();
    }

    @Test
    void everyCutOfTheStreamIsNoticed() throws Exception {
        byte[] text = Arrays.copyOf(TEXT, 300);
        everyCutIsNoticed("gzip", gzip(text));
        everyCutIsNoticed("gzip", gzipWithAllParts(text));
        everyCutIsNoticed("deflate", deflate(text, false));
        everyCutIsNoticed("br", brotli(text));
        everyCutIsNoticed("gzip, br", brotli(gzip(text)));
        try (ZstdCompressCtx compressor = new ZstdCompressCtx().setChecksum(true)) {
            everyCutIsNoticed("zstd", compressor.compress(text));
            everyCutIsNoticed("br, zstd", compressor.compress(brotli(text)));
        }
    }

    private static void everyCutIsNoticed(String coding, byte[] coded) throws DataFormatException {
        for (int length = 1; length < coded.length; length++) {
            assertThat(decode(coding, Arrays.copyOf(coded, length), 1 << 20).complete())
                    .as("%s cut at %d of %d", coding, length, coded.length)
                    .isFalse();
        }
        assertThat(decode(coding, coded, 1 << 20).complete()).isTrue();
    }

    private static String head(String coding, int length) {
        return "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static MisbehavingServer serving(String coding, byte[] body) throws IOException {
        return MisbehavingServer.start(exchanges -> {
            while (exchanges.request()) {
                exchanges.send(head(coding, body.length));
                exchanges.send(body);
            }
        });
    }

    private static String url(MisbehavingServer server) {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    @Test
    void aCodedBodyIsKeptAsReceivedAndHandedOnDecoded() throws IOException {
        byte[] coded = gzip(TEXT);
        FetchFixture.Page page = new FetchFixture.Page();
        try (FetchFixture fixture = FetchFixture.usual();
                MisbehavingServer server = serving("gzip", coded)) {
            FetchOutcome.Answered answered = fixture.answered(url(server), 1 << 20, page);
            assertThat(answered.body()).isEqualTo(coded);
            assertThat(answered.decodedBytes()).isEqualTo(TEXT.length);
            assertThat(answered.truncated()).isNull();
            assertThat(page.decoded.toByteArray()).isEqualTo(TEXT);
        }
    }

    @Test
    void aCorruptCodingEndsDecodingButNotReceiving() throws IOException {
        byte[] corrupt = gzip(TEXT);
        corrupt[corrupt.length - 6] ^= 1;
        byte[] cut = Arrays.copyOf(gzip(TEXT), 100);
        try (FetchFixture fixture = FetchFixture.usual()) {
            for (byte[] body : List.of(corrupt, cut, "not gzip at all".getBytes(StandardCharsets.US_ASCII))) {
                try (MisbehavingServer server = serving("gzip", body)) {
                    FetchOutcome.Answered answered = fixture.answered(url(server));
                    assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.DECODE);
                    assertThat(answered.body()).isEqualTo(body);
                    fixture.answered(url(server));
                    assertThat(server.connections()).as("kept").isEqualTo(1);
                }
            }
        }
    }

    @Test
    void anEmptyBodyLabelledGzipIsNoError() throws IOException {
        try (FetchFixture fixture = FetchFixture.usual();
                MisbehavingServer server = serving("gzip", new byte[0])) {
            assertThat(fixture.answered(url(server)).truncated()).isNull();
        }
    }

    @Test
    void aBombOfOneGibibyteIsStoppedAtTheLimit() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            for (int written = 0; written < 1024; written++) {
                gzip.write(zeros);
            }
        }
        try (FetchFixture fixture = FetchFixture.usual();
                MisbehavingServer server = serving("gzip", bomb.toByteArray())) {
            FetchFixture.Page page = new FetchFixture.Page();
            FetchOutcome.Answered answered = fixture.answered(url(server), 5_000_001, page);
            assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.LENGTH);
            assertThat(answered.decodedBytes()).isEqualTo(5_000_001);
            assertThat(page.decoded.size()).isEqualTo(5_000_001);
            assertThat(answered.body().length).isLessThan(200_000);
        }
    }
}
