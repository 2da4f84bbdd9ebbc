package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.url.Url;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A page says the same however its bytes are cut into chunks. */
class ChunkBoundaryTest {

    @Property(tries = 300)
    void chunks_doNotMatter(
            @ForAll("pages") String page,
            @ForAll boolean typed,
            @ForAll @Size(max = 20) List<@IntRange(max = 400) Integer> sizes) {
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        PageParser whole = open(typed);
        whole.feed(body, 0, body.length);
        PageParser chunked = open(typed);
        int at = 0;
        for (int size : sizes) {
            int count = Math.min(size, body.length - at);
            byte[] shared = new byte[count + 7];
            System.arraycopy(body, at, shared, 3, count);
            chunked.feed(shared, 3, count);
            // The parser must have copied what it keeps.
            Arrays.fill(shared, (byte) 'x');
            at += count;
        }
        chunked.feed(body, at, body.length - at);
        assertThat(chunked.end()).isEqualTo(whole.end());
    }

    @Provide
    Arbitrary<String> pages() {
        return Arbitraries.of(
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
                        "<",
                        "'")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static PageParser open(boolean typed) {
        List<HeaderFields.Field> fields =
                typed ? List.of(new HeaderFields.Field("content-type", "text/html")) : List.of();
        return PageParsers.open(
                Objects.requireNonNull(Url.parse("http://site.test/dir/page")), new HeaderFields(fields), "FooBot");
    }
}
