package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orbweaver.parse.PageDifference.Cause;
import io.orbweaver.url.Url;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tokenizer reads from real pages what jsoup reads from the documents it builds of them, however the pages are cut
 * into chunks.
 *
 * <p>The pages are those of Debian's {@code openjdk-17-doc}, a part of them, where that package is installed. Others, and
 * all of them, with a table of the differences:
 *
 * <p>{@code mvn test -pl crawler-worker -am -Dtest=JsoupDifferentialTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dcorpus=DIR:DIR}
 */
class JsoupDifferentialTest {
    private static final Path INSTALLED = Path.of("/usr/share/doc/openjdk-17-doc/api");
    private static final int PAGES_OF_INSTALLED = 400;

    /** What one directory brought. */
    private static final class Row {
        int pages;
        long links;
        long read;
        long lost;
        final Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
    }

    private final List<String> examples = new ArrayList<>();

    @Test
    void realPages_sayTheSame() throws IOException {
        String corpus = System.getProperty("corpus");
        assumeTrue(
                corpus != null || Files.isDirectory(INSTALLED),
                "no pages: neither -Dcorpus=DIR:DIR nor " + INSTALLED + " (package openjdk-17-doc)");
        Map<String, Row> table = new LinkedHashMap<>();
        if (corpus == null) {
            List<Path> pages = pages(INSTALLED);
            int step = Math.max(1, pages.size() / PAGES_OF_INSTALLED);
            for (int i = 0; i < pages.size(); i += step) {
                compare(pages.get(i), table.computeIfAbsent(INSTALLED.toString(), name -> new Row()));
            }
        } else {
            for (String directory : corpus.split(":")) {
                Row row = table.computeIfAbsent(directory, name -> new Row());
                for (Path page : pages(Path.of(directory))) {
                    compare(page, row);
                }
            }
        }
        String report = report(table);
        if (corpus != null) {
            System.out.println(report);
        }
        assertThat(table.values()).as(report).allMatch(row -> row.pages > 0 && row.lost == 0);
        assertThat(table.values()).as(report).allMatch(row -> row.causes.isEmpty());
    }

    private static List<Path> pages(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory.toRealPath())) {
            return files.filter(file -> file.toString().matches(".*\\.x?html?(\\.[a-z]{2})?(\\.[a-z0-9-]+)?"))
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".gz"))
                    .sorted()
                    .toList();
        }
    }

    private void compare(Path file, Row row) {
        byte[] body;
        try {
            body = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Url url = Objects.requireNonNull(
                Url.parse("http://corpus.test" + file.toUri().getRawPath()));
        boolean xml = file.toString().contains(".xhtml");
        ParsedPage document = read(new JsoupPageParser(url, null, xml, "orbweaver"), body, body.length);
        ParsedPage tokens = read(new HtmlPageParser(url, null, xml, "orbweaver"), body, body.length);
        PageDifference difference = new PageDifference(document, tokens);
        row.pages++;
        row.links += document.links().size();
        row.read += tokens.links().size();
        row.lost += difference.lost();
        difference.causes().forEach(cause -> row.causes.merge(cause, 1, Integer::sum));
        if (!difference.causes().isEmpty() && examples.size() < 100) {
            examples.add(file + " " + difference);
        }
        ParsedPage cut = readCut(new HtmlPageParser(url, null, xml, "orbweaver"), body, new Random(row.pages));
        assertThat(cut).as("%s, cut from seed %d", file, row.pages).isEqualTo(tokens);
    }

    private static ParsedPage read(PageParser parser, byte[] body, int length) {
        parser.feed(body, 0, length);
        return parser.end();
    }

    private static ParsedPage readCut(PageParser parser, byte[] body, Random random) {
        int at = 0;
        int longest = 1 + random.nextInt(random.nextBoolean() ? 16 : 8192);
        while (at < body.length) {
            int length = Math.min(random.nextInt(longest + 1), body.length - at);
            parser.feed(body, at, length);
            at += length;
        }
        return parser.end();
    }

    private String report(Map<String, Row> table) {
        StringBuilder report =
                new StringBuilder("pages, links by jsoup, links by tokenizer, lost, pages that differ by cause\n");
        table.forEach((directory, row) -> report.append(
                "%s: %d, %d, %d, %d, %s%n".formatted(directory, row.pages, row.links, row.read, row.lost, row.causes)));
        examples.forEach(example -> report.append(example.substring(0, Math.min(400, example.length())))
                .append('\n'));
        return report.toString();
    }
}
