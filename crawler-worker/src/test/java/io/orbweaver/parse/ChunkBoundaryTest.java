package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.url.Url;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A page says the same however its bytes are cut into chunks. Pages and cuts are random, from fixed seeds. */
class ChunkBoundaryTest {
    private static final List<String> PARTS = List.of(
            "<a href=/x>",
            "<a href='/é?a&amp;b' rel=nofollow>",
            "</a>",
            "<title>Ünï ",
            "</title>",
            "<meta charset=iso-8859-1>",
            "<meta name=robots content=none>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<base href=/b/>",
            "\ufeff",
            " \n",
            "text & more",
            "<meta http-equiv=refresh content='1;url=/r'>",
            "<A\tHREF=/upper/HREF=/second>",
            "<a\0 href=/none><a href\0=/none><a =href=/none href=/equals>",
            "<article\u0001><blockquote/><link hreflang=en rel=alternate href=/en>",
            "<",
            "'");

    @Test
    void chunks_doNotMatter() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String page = random.ints(random.nextInt(41), 0, PARTS.size())
                    .mapToObj(PARTS::get)
                    .collect(Collectors.joining());
            int[] sizes =
                    random.ints(random.nextInt(21), 0, random.nextInt(400) + 1).toArray();
            boolean typed = random.nextBoolean();
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            assertThat(inChunks(body, typed, sizes))
                    .as("seed %d, typed %s, chunks %s of %s", seed, typed, Arrays.toString(sizes), page)
                    .isEqualTo(inChunks(body, typed));
        }
    }

    /** What is left after the last size is one more chunk. */
    private static ParsedPage inChunks(byte[] body, boolean typed, int... sizes) {
        PageParser parser = open(typed);
        int at = 0;
        for (int size : sizes) {
            int count = Math.min(size, body.length - at);
            byte[] shared = new byte[count + 7];
            System.arraycopy(body, at, shared, 3, count);
            parser.feed(shared, 3, count);
            // The parser must have copied what it keeps.
            Arrays.fill(shared, (byte) 'x');
            at += count;
        }
        parser.feed(body, at, body.length - at);
        return parser.end();
    }

    private static PageParser open(boolean typed) {
        List<HeaderFields.Field> fields =
                typed ? List.of(new HeaderFields.Field("content-type", "text/html")) : List.of();
        return PageParsers.open(
                Objects.requireNonNull(Url.parse("http://site.test/dir/page")), new HeaderFields(fields), "FooBot");
    }
}
