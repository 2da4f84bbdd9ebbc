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
        handlers.put(
                Fault.UNKNOWN_CODING, exchange -> exchange.respond("200 OK", TEXT, PLAIN, "Content-Encoding: morse"));
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
