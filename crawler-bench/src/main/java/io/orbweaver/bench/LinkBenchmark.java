package io.orbweaver.bench;

import io.orbweaver.message.Discovery;
import io.orbweaver.route.LinkBatch;
import io.orbweaver.route.RouteCodec;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to write the links of 100 pages that another worker owns into one message, and to read them from it,
 * before and behind the event bus. Links are those of the synthetic web. Says after each run how many links the message
 * has, and how many bytes for each.
 *
 * <p>{@code mvn -q -pl crawler-bench -am package -DskipTests && java --enable-native-access=ALL-UNNAMED -cp
 * "crawler-bench/target/classes:$(cat crawler-bench/target/dependencies.txt)"
 * org.openjdk.jmh.Main LinkBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LinkBenchmark {
    private static final int PAGES = 100;
    private static final int SHARDS = 256;

    private List<LinkBatch> batches = List.of();
    private byte[] message = new byte[0];

    /** As the outbox cuts it: by the shard of the page, then by that of the link; each other shard is this worker's. */
    @Setup(Level.Trial)
    public void setup() throws IOException {
        Map<Integer, Map<Integer, List<Discovery>>> byShard = new TreeMap<>();
        try (TestWeb web =
                TestWeb.start(TestWebOptions.defaults().withHosts(100).withPagesPerHost(50))) {
            for (int page = 0; page < PAGES; page++) {
                Url from = url(web.url(page, page % 50));
                Map<Integer, List<Url>> away = new TreeMap<>();
                for (String link : web.links(page, page % 50)) {
                    Url target = url(link);
                    int shard = Shards.of(target, SHARDS);
                    if (shard % 2 == 1) {
                        away.computeIfAbsent(shard, any -> new ArrayList<>()).add(target);
                    }
                }
                Map<Integer, List<Discovery>> lane =
                        byShard.computeIfAbsent(Shards.of(from, SHARDS), any -> new TreeMap<>());
                away.forEach((shard, links) -> lane.computeIfAbsent(shard, any -> new ArrayList<>())
                        .add(new Discovery(1, 3, false, from.toString(), List.of(), links)));
            }
        }
        List<LinkBatch> cut = new ArrayList<>();
        byShard.forEach((shard, found) -> cut.add(new LinkBatch(shard, 1L << 41, 1, found)));
        batches = cut;
        message = RouteCodec.encodeBatches(cut);
    }

    private static Url url(String text) {
        return Objects.requireNonNull(Url.parse(text));
    }

    /** Says what the message holds. */
    @TearDown(Level.Trial)
    public void describe() {
        long links = batches.stream()
                .flatMap(batch -> batch.byShard().values().stream())
                .flatMap(List::stream)
                .mapToLong(found -> found.links().size())
                .sum();
        System.out.printf("%d links, %d bytes, %.1f for each%n", links, message.length, 1.0 * message.length / links);
    }

    @Benchmark
    public byte[] write() {
        return RouteCodec.encodeBatches(batches);
    }

    @Benchmark
    public List<LinkBatch> read() {
        return RouteCodec.decodeBatches(message);
    }
}
