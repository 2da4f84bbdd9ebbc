package io.orbweaver.testweb.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Bodies in content codings, sound and unsound. */
final class CodingFaults {
    /** Long and varied enough that half of it is not the whole of it. */
    static final byte[] TEXT = text();

    private static final int BLOCK = 1 << 20;
    private static final int MANY = 10;
    private static final String PLAIN = "Content-Type: text/plain";
    private static final String GZIP = "Content-Encoding: gzip";
    private static final String DEFLATE = "Content-Encoding: deflate";
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
    /** A last block of deflate, with nothing in it. */
    private static final byte[] FINAL_BLOCK = {3, 0};

    private CodingFaults() {}

    static void addTo(Map<Fault, FaultHandler> handlers, FaultOptions options) {
        byte[] sound = gzip(TEXT);
        byte[] corrupt = sound.clone();
        Arrays.fill(corrupt, sound.length / 2, sound.length / 2 + 64, (byte) 0xff);
        byte[] truncated = Arrays.copyOf(sound, sound.length / 2);
        handlers.put(Fault.GZIP, exchange -> exchange.respond("200 OK", sound, PLAIN, GZIP));
        handlers.put(Fault.GZIP_CORRUPT, exchange -> exchange.respond("200 OK", corrupt, PLAIN, GZIP));
        handlers.put(Fault.GZIP_TRUNCATED, exchange -> exchange.respond("200 OK", truncated, PLAIN, GZIP));
        handlers.put(Fault.GZIP_NOT, exchange -> exchange.respond("200 OK", TEXT, PLAIN, GZIP));
        handlers.put(Fault.GZIP_BOMB, exchange -> bomb(exchange, options.bombSize() / BLOCK));
        byte[] zlib = deflate(TEXT, false, Deflater.NO_FLUSH);
        byte[] raw = deflate(TEXT, true, Deflater.NO_FLUSH);
        handlers.put(Fault.DEFLATE_ZLIB, exchange -> exchange.respond("200 OK", zlib, PLAIN, DEFLATE));
        handlers.put(Fault.DEFLATE_RAW, exchange -> exchange.respond("200 OK", raw, PLAIN, DEFLATE));
        byte[] half = Arrays.copyOf(TEXT, TEXT.length / 2);
        byte[] rest = Arrays.copyOfRange(TEXT, half.length, TEXT.length);
        byte[] members = join(gzipWithAllParts(half), gzip(rest));
        byte[] padded = Arrays.copyOf(sound, sound.length + 512);
        handlers.put(Fault.GZIP_MEMBERS, exchange -> exchange.respond("200 OK", members, PLAIN, GZIP));
        handlers.put(Fault.GZIP_PADDED, exchange -> exchange.respond("200 OK", padded, PLAIN, GZIP));
        handlers.put(Fault.GZIP_EMPTY, exchange -> exchange.respond("200 OK", new byte[0], PLAIN, GZIP));
        severalTo(handlers, sound);
        handlers.put(
                Fault.UNKNOWN_CODING, exchange -> exchange.respond("200 OK", TEXT, PLAIN, "Content-Encoding: morse"));
    }

    private static void severalTo(Map<Fault, FaultHandler> handlers, byte[] sound) {
        byte[] two = BrotliFaults.brotli(sound);
        handlers.put(
                Fault.TWO_CODINGS,
                exchange -> exchange.respond("200 OK", two, PLAIN, GZIP, "Content-Encoding: identity, br"));
        byte[] many = TEXT;
        for (int coding = 0; coding < MANY; coding++) {
            many = gzip(many);
        }
        byte[] last = many;
        String names = "Content-Encoding: gzip" + ", gzip".repeat(MANY - 1);
        handlers.put(Fault.MANY_CODINGS, exchange -> exchange.respond("200 OK", last, PLAIN, names));
    }

    /** Sends one compressed block of zeros over and over, so that the bomb costs the server next to nothing. */
    private static void bomb(Exchange exchange, long blocks) throws IOException {
        byte[] zeros = new byte[BLOCK];
        byte[] block = deflate(zeros, true, Deflater.FULL_FLUSH);
        CRC32 checksum = new CRC32();
        exchange.head("200 OK", PLAIN, GZIP, "Connection: close");
        exchange.closeAfterwards();
        exchange.send(GZIP_HEADER);
        for (long i = 0; i < blocks; i++) {
            exchange.send(block);
            checksum.update(zeros);
        }
        exchange.send(FINAL_BLOCK);
        ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt((int) checksum.getValue()).putInt((int) (blocks * BLOCK));
        exchange.send(end.array());
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** A gzip member with every optional part of the header (RFC 1952 section 2.3). */
    private static byte[] gzipWithAllParts(byte[] plain) {
        byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 'a', 'b', 'c'};
        byte[] named = join(header, "name\0comment\0".getBytes(StandardCharsets.US_ASCII));
        CRC32 checksum = new CRC32();
        checksum.update(named);
        int ofHeader = (int) checksum.getValue();
        checksum.reset();
        checksum.update(plain);
        ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt((int) checksum.getValue()).putInt(plain.length);
        return join(
                named,
                new byte[] {(byte) ofHeader, (byte) (ofHeader >>> 8)},
                deflate(plain, true, Deflater.NO_FLUSH),
                end.array());
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** Compresses to a whole stream, or with a full flush to blocks that more can follow. */
    private static byte[] deflate(byte[] plain, boolean raw, int flush) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, raw);
        try {
            deflater.setInput(plain);
            if (flush == Deflater.NO_FLUSH) {
                deflater.finish();
            }
            byte[] compressed = new byte[plain.length + 64];
            return Arrays.copyOf(compressed, deflater.deflate(compressed, 0, compressed.length, flush));
        } finally {
            deflater.end();
        }
    }

    private static byte[] text() {
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= 500; line++) {
            text.append("Line ")
                    .append(line)
                    .append(" squared is ")
                    .append(line * line)
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
