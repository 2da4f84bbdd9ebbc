package io.orbweaver.bench;

import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.parse.PageParser;
import io.orbweaver.parse.PageParsers;
import io.orbweaver.parse.ParsedPage;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.url.Url;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the text of one page costs: reading it (step 5) and resolving one of its links. Pages are those of the synthetic
 * web, median 30 KB, fed in chunks of 8 KiB as they come from the network.
 *
 * <p>{@code mvn -q -pl crawler-bench -am package -DskipTests && java -cp
 * "crawler-bench/target/classes:$(cat crawler-bench/target/dependencies.txt)"
 * org.openjdk.jmh.Main PageBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PageBenchmark {
    private static final int PAGES = 64;
    private static final int CHUNK = 8 << 10;
    private static final HeaderFields HTML =
            new HeaderFields(List.of(new HeaderFields.Field("Content-Type", "text/html; charset=utf-8")));

    private final byte[][] pages = new byte[PAGES][];
    private final Url[] urls = new Url[PAGES];
    private int next;

    @Setup
    public void readPages() {
        try (TestWeb web = TestWeb.start(TestWebOptions.defaults().withHosts(1).withPagesPerHost(PAGES))) {
            for (int page = 0; page < PAGES; page++) {
                pages[page] = web.content(0, page);
                urls[page] = Url.parse(web.url(0, page));
            }
            System.out.printf(
                    "# mean page: %d bytes%n",
                    Arrays.stream(pages).mapToInt(body -> body.length).sum() / PAGES);
        }
    }

    @Benchmark
    public ParsedPage page() {
        int page = next++ % PAGES;
        PageParser parser = PageParsers.open(urls[page], HTML, "Orbweaver");
        for (int from = 0; from < pages[page].length; from += CHUNK) {
            parser.feed(pages[page], from, Math.min(CHUNK, pages[page].length - from));
        }
        return parser.end();
    }

    /** The tokenizer alone, which keeps references as they are written. */
    @Benchmark
    public PageParser tokenizer() {
        int page = next++ % PAGES;
        PageParser parser = PageParsers.open(urls[page], HTML, "Orbweaver");
        for (int from = 0; from < pages[page].length; from += CHUNK) {
            parser.feed(pages[page], from, Math.min(CHUNK, pages[page].length - from));
        }
        return parser;
    }

    /** What it replaced, without resolving either: the document that jsoup builds of a string. */
    @Benchmark
    public Document document() {
        return Jsoup.parse(new String(pages[next++ % PAGES], StandardCharsets.UTF_8));
    }

    /** The same links from a document that jsoup builds: what the page cost before, and the least of it. */
    @Benchmark
    public Set<Url> jsoup() {
        int page = next++ % PAGES;
        Document document = Jsoup.parse(new String(pages[page], StandardCharsets.UTF_8));
        Set<Url> links = new LinkedHashSet<>();
        document.traverse((node, depth) -> {
            if (node instanceof Element element && element.normalName().equals("a")) {
                Url link = urls[page].resolve(element.attr("href"));
                if (link != null) {
                    links.add(link);
                }
            }
        });
        return links;
    }

    @Benchmark
    public @Nullable Url link() {
        return urls[next++ % PAGES].resolve("../p/17.html?s=4&t=" + (next & 1023));
    }

    /** What every page costs before anything else: one copy of its text. */
    @Benchmark
    public String decode() {
        return new String(pages[next++ % PAGES], StandardCharsets.UTF_8);
    }
}
