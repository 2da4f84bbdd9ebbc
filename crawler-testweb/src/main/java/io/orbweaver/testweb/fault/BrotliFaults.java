package io.orbweaver.testweb.fault;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/** Bodies in brotli (RFC 7932), sound and unsound. */
final class BrotliFaults {
    private static final int BLOCK = 1 << 20;
    private static final int QUALITY = 5;
    private static final String PLAIN = "Content-Type: text/plain";
    private static final String BROTLI = "Content-Encoding: br";

    static {
        Brotli4jLoader.ensureAvailability();
    }

    private BrotliFaults() {}

    static void addTo(Map<Fault, FaultHandler> handlers, FaultOptions options) {
        byte[] sound = brotli(CodingFaults.TEXT);
        byte[] corrupt = sound.clone();
        Arrays.fill(corrupt, sound.length / 2, sound.length / 2 + 64, (byte) 0xff);
        byte[] truncated = Arrays.copyOf(sound, sound.length / 2);
        handlers.put(Fault.BROTLI, exchange -> exchange.respond("200 OK", sound, PLAIN, BROTLI));
        handlers.put(Fault.BROTLI_CORRUPT, exchange -> exchange.respond("200 OK", corrupt, PLAIN, BROTLI));
        handlers.put(Fault.BROTLI_TRUNCATED, exchange -> exchange.respond("200 OK", truncated, PLAIN, BROTLI));
        handlers.put(Fault.BROTLI_NOT, exchange -> exchange.respond("200 OK", CodingFaults.TEXT, PLAIN, BROTLI));
        handlers.put(Fault.BROTLI_EMPTY, exchange -> exchange.respond("200 OK", new byte[0], PLAIN, BROTLI));
        long blocks = options.bombSize() / BLOCK;
        handlers.put(Fault.BROTLI_BOMB, exchange -> bomb(exchange, blocks, BROTLI));
        handlers.put(Fault.BOMB_WITHIN, exchange -> bomb(exchange, blocks, "Content-Encoding: gzip, br"));
    }

    static byte[] brotli(byte[] plain) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (BrotliOutputStream out =
                new BrotliOutputStream(compressed, new Encoder.Parameters().setQuality(QUALITY))) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** Blocks of zeros look alike from the second one on, when each ends at a whole byte. */
    private static void bomb(Exchange exchange, long blocks, String coding) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        BrotliOutputStream out = new BrotliOutputStream(compressed, new Encoder.Parameters().setQuality(QUALITY));
        byte[] zeros = new byte[BLOCK];
        out.write(zeros);
        out.flush();
        byte[] first = compressed.toByteArray();
        out.write(zeros);
        out.flush();
        byte[] second = Arrays.copyOfRange(compressed.toByteArray(), first.length, compressed.size());
        compressed.reset();
        out.close();
        exchange.head("200 OK", PLAIN, coding, "Connection: close");
        exchange.closeAfterwards();
        exchange.send(first);
        for (long block = 1; block < blocks; block++) {
            exchange.send(second);
        }
        exchange.send(compressed.toByteArray());
    }
}
