package io.orbweaver.testweb.fault;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** Bodies in zstd (RFC 8878), sound and unsound. */
final class ZstdFaults {
    private static final int BLOCK = 128 << 10;
    private static final String PLAIN = "Content-Type: text/plain";
    private static final String ZSTD = "Content-Encoding: zstd";
    private static final byte[] MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final int LEVEL = 3;

    /** A window of 2^(10 + n) bytes is described by n << 3 (section 3.1.1.1.2). */
    private static final byte WINDOW_8_MIB = 13 << 3;

    private static final byte WINDOW_128_MIB = (byte) (17 << 3);

    /** A frame of two bytes that say nothing (section 3.1.2). */
    private static final byte[] SKIPPABLE = {0x53, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 'n', 'o'};

    private ZstdFaults() {}

    static void addTo(Map<Fault, FaultHandler> handlers, FaultOptions options) {
        byte[] text = CodingFaults.TEXT;
        byte[] sound = zstd(text);
        byte[] corrupt = sound.clone();
        Arrays.fill(corrupt, sound.length / 2, sound.length / 2 + 64, (byte) 0xff);
        byte[] truncated = Arrays.copyOf(sound, sound.length / 2);
        int half = text.length / 2;
        byte[] first = zstd(Arrays.copyOf(text, half));
        byte[] second = zstd(Arrays.copyOfRange(text, half, text.length));
        byte[] frames = CodingFaults.join(SKIPPABLE, first, SKIPPABLE, second);
        byte[] wide = CodingFaults.join(MAGIC, new byte[] {0, WINDOW_128_MIB}, run(true));
        handlers.put(Fault.ZSTD, exchange -> exchange.respond("200 OK", sound, PLAIN, ZSTD));
        handlers.put(Fault.ZSTD_FRAMES, exchange -> exchange.respond("200 OK", frames, PLAIN, ZSTD));
        handlers.put(Fault.ZSTD_CORRUPT, exchange -> exchange.respond("200 OK", corrupt, PLAIN, ZSTD));
        handlers.put(Fault.ZSTD_TRUNCATED, exchange -> exchange.respond("200 OK", truncated, PLAIN, ZSTD));
        handlers.put(Fault.ZSTD_NOT, exchange -> exchange.respond("200 OK", text, PLAIN, ZSTD));
        handlers.put(Fault.ZSTD_EMPTY, exchange -> exchange.respond("200 OK", new byte[0], PLAIN, ZSTD));
        handlers.put(Fault.ZSTD_WINDOW, exchange -> exchange.respond("200 OK", wide, PLAIN, ZSTD));
        handlers.put(Fault.ZSTD_BOMB, exchange -> bomb(exchange, options.bombSize() / BLOCK));
    }

    static byte[] zstd(byte[] plain) {
        try (ZstdCompressCtx compressor = new ZstdCompressCtx()) {
            return compressor.setLevel(LEVEL).setChecksum(true).compress(plain);
        }
    }

    /** A block that repeats one zero (section 3.1.1.2). */
    private static byte[] run(boolean last) {
        int header = (last ? 1 : 0) | 1 << 1 | BLOCK << 3;
        return new byte[] {(byte) header, (byte) (header >>> 8), (byte) (header >>> 16), 0};
    }

    private static void bomb(Exchange exchange, long blocks) throws IOException {
        exchange.head("200 OK", PLAIN, ZSTD, "Connection: close");
        exchange.closeAfterwards();
        exchange.send(MAGIC);
        exchange.send(new byte[] {0, WINDOW_8_MIB});
        for (long block = 1; block < blocks; block++) {
            exchange.send(run(false));
        }
        exchange.send(run(true));
    }
}
