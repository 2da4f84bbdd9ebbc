package io.orbweaver.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.PageRecord;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTextTest {
    /** {@code body}: as received, in no content coding. */
    private record Answer(PageRecord record, byte[] body) implements Capture {
        @Override
        public long order() {
            return 1;
        }

        @Override
        public Messages messages() {
            return new Messages(new byte[0], "HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1), body);
        }

        @Override
        public @Nullable Capture original() {
            return null;
        }
    }

    private static @Nullable String text(@Nullable String type, @Nullable String charset, byte[] body) {
        PageRecord record = new PageRecord(
                "https://example.com/",
                null,
                "example.com",
                200,
                type,
                charset,
                null,
                body.length,
                body.length,
                null,
                0,
                null,
                Instant.EPOCH,
                1,
                null,
                null,
                null,
                null,
                List.of(),
                0,
                null,
                null,
                null,
                null,
                List.of(),
                0);
        return PageText.of(new Answer(record, body));
    }

    private static @Nullable String html(String source) {
        return text("text/html", "UTF-8", source.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>one</p><p>two</p>|one~two",
                "<p>one<br>two   three</p>|one~two three",
                "<div><div> <h1>A  b</h1>c</div></div>d|A b~c~d",
                "a<b>b</b> c<i>d</i>|ab cd",
                "<title>no</title><script>no</script><style>no</style><template>no</template>yes|yes",
                "<noscript>no</noscript><p hidden>no</p><iframe>no</iframe>yes|yes",
                "<ul><li>a<li>b</ul>|a~b",
                "<table><tr><td>a<td>b<tr><td>c</table>|a b~c",
                "caf&eacute; &lt;b>|café <b>",
                "<!-- no -->yes|yes",
            })
    void itIsWhatReadersSee(String source, String expected) {
        assertThat(html(source)).isEqualTo(expected.replace('~', '\n'));
    }

    @Test
    void itIsDecodedAsThePageWas() {
        assertThat(text("text/html", "windows-1251", "<p>привет".getBytes(Charset.forName("windows-1251"))))
                .isEqualTo("привет");
        assertThat(text(null, "UTF-8", "\ufeff<p>é".getBytes(UTF_8))).isEqualTo("é");
    }

    @Test
    void xhtmlIsReadAsXml() {
        String page = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>no</title><script src='x'/></head>"
                + "<body><p>one</p><p>two</p></body></html>";

        assertThat(text("application/xhtml+xml", "UTF-8", page.getBytes(UTF_8))).isEqualTo("one\ntwo");
    }

    @Test
    void plainTextIsLeftAsItIs() {
        assertThat(text("text/plain", null, " a <b>\n é".getBytes(UTF_8))).isEqualTo(" a <b>\n é");
        assertThat(text("text/plain", null, "é".getBytes(ISO_8859_1))).isEqualTo("é");
        assertThat(text("text/plain; charset=koi8-r", null, "ж".getBytes(Charset.forName("KOI8-R"))))
                .isEqualTo("ж");
    }

    @Test
    void whatIsNoPageHasNone() {
        assertThat(text("image/png", null, new byte[] {1, 2})).isNull();
        assertThat(text(null, null, "abc".getBytes(UTF_8))).isNull();
        assertThat(text("application/rss+xml", "UTF-8", "<rss/>".getBytes(UTF_8)))
                .isNull();
    }

    @Test
    void onlyTheBeginningOfALargePageIsRead() {
        String page = "<p>" + "word ".repeat(PageText.MOST_BYTES / 4);

        assertThat(html(page)).hasSizeBetween(PageText.MOST_BYTES - 10, PageText.MOST_BYTES);
    }

    @Test
    void markupOfAnyDepthIsRead() {
        assertThat(html("<div>".repeat(50_000) + "deep")).isEqualTo("deep");
    }
}
