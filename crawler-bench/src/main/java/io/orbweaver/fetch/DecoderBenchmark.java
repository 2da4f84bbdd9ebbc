package io.orbweaver.fetch;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What undoing the content coding of one page costs, a new decoder each time. Pages are those of the synthetic web,
 * median 30 KB, coded as servers do while they answer, and fed in chunks of 4 KiB. In the package of the decoders, which
 * nobody else is to see.
 *
 * <p>{@code mvn -q -pl crawler-bench -am package -DskipTests && java --enable-native-access=ALL-UNNAMED -cp
 * "crawler-bench/target/classes:$(cat crawler-bench/target/dependencies.txt)"
 * org.openjdk.jmh.Main DecoderBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecoderBenchmark {
    private static final int PAGES = 64;
    private static final int CHUNK = 4 << 10;

    @Param({"identity", "gzip", "br", "zstd"})
    private String coding = "";

    private final byte[][] coded = new byte[PAGES][];
    private final byte[] scratch = new byte[32 << 10];
    private final ContentCodings codings = new ContentCodings();
    private final Counter counter = new Counter();
    private int next;

    private static final class Counter implements ContentDecoder.Output {
        private long count;

        @Override
        public int room() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void accept(byte[] buffer, int offset, int length) {
            count += length;
        }
    }

    @Setup
    public void codePages() throws IOException {
        Brotli4jLoader.ensureAvailability();
        try (TestWeb web = TestWeb.start(TestWebOptions.defaults().withHosts(1).withPagesPerHost(PAGES))) {
            for (int page = 0; page < PAGES; page++) {
                coded[page] = code(web.content(0, page));
            }
        }
    }

    private byte[] code(byte[] page) throws IOException {
        return switch (coding) {
            case "gzip" -> gzip(page);
            case "br" -> Encoder.compress(page, new Encoder.Parameters().setQuality(5));
            case "zstd" -> Zstd.compress(page, 3);
            default -> page;
        };
    }

    private static byte[] gzip(byte[] page) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(page);
        }
        return out.toByteArray();
    }

    @Benchmark
    public long page() throws DataFormatException {
        byte[] body = coded[next++ % PAGES];
        try (ContentDecoder decoder = codings.decoder(coding, scratch, Long.MAX_VALUE / 2)) {
            for (int from = 0; from < body.length; from += CHUNK) {
                decoder.decode(body, from, Math.min(CHUNK, body.length - from), counter);
            }
        }
        return counter.count;
    }
}
