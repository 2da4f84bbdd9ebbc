package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.url.Url;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages are read in every encoding, wherever chunks cut their characters. */
class EncodedPagesTest {
    private static final Url PAGE = Objects.requireNonNull(Url.parse("http://site.test/dir/page"));

    @ParameterizedTest
    @CsvSource({"UTF-8, EFBBBF, UTF-8", "UTF-16LE, FFFE, UTF-16LE", "UTF-16BE, FEFF, UTF-16BE"})
    void mark_winsAndIsNotText(String charset, String mark, String name) {
        byte[] text = "<meta charset=koi8-r><title>\u0436</title><a href=/\u0436\ud83d\ude00>"
                .getBytes(Charset.forName(charset));
        byte[] bytes = join(HexFormat.of().parseHex(mark), text);
        ParsedPage page = read(bytes, bytes.length, "koi8-r");
        assertThat(page.charset()).isEqualTo(name);
        assertThat(page.title()).isEqualTo("\u0436");
        assertThat(page.links())
                .extracting(link -> link.target().pathAndQuery())
                .containsExactly("/%D0%B6%F0%9F%98%80");
    }

    /**
     * Letters whose bytes are those of markup: in ISO-2022-JP any of them, in the others a backslash, a letter, a bracket
     * or a digit. Each is read in chunks of every length.
     */
    @ParameterizedTest
    @CsvSource({
        "ISO-2022-JP, ISO-2022-JP, \u30bd\u8868\u5341\u30bc\u304f",
        "Shift_JIS, windows-31j, \u30bd\u8868\u5341\u4e88\u80fd",
        "Big5, Big5, \u529f\u8a31\u84cb\u4e00",
        "GBK, GB18030, \u4e02\u4e04\u4e05\u9ee6",
        "gb18030, GB18030, \u3400\u00e9\u4e00\u4e02",
        "EUC-KR, x-windows-949, \uac02\uac03\ud55c",
        "EUC-JP, EUC-JP, \u30bd\u8868\u5341",
    })
    void charactersWithBytesOfAscii_areNoMarkup(String label, String encoder, String text) {
        String markup = "<title>" + text + "&amp;</title><a title='" + text + "' href=\"/" + text + "?q=" + text
                + "&eacute;\"><a href=/" + text + "/x>";
        byte[] bytes = markup.getBytes(Charset.forName(encoder));
        // ISO-2022-JP is made UTF-8 before it is read; what a query becomes is tested by QueryEncodingTest.
        Charset read = label.equals("ISO-2022-JP")
                ? StandardCharsets.UTF_8
                : Objects.requireNonNull(Encoding.forLabel(label)).charset();
        byte[] expected = ReferenceBytes.of("/" + text + "?q=" + text + "\u00e9", read);
        for (int chunk = 1; chunk < 20; chunk++) {
            PageParser parser = new HtmlPageParser(PAGE, label, false, "FooBot");
            for (int from = 0; from < bytes.length; from += chunk) {
                parser.feed(bytes, from, Math.min(chunk, bytes.length - from));
            }
            ParsedPage page = parser.end();
            assertThat(page.title()).isEqualTo(text + "&");
            assertThat(page.links())
                    .extracting(ParsedPage.Link::target)
                    .containsExactly(PAGE.resolve(expected), PAGE.resolve("/" + text + "/x"));
        }
    }

    private static ParsedPage read(byte[] bytes, int length, String label) {
        PageParser whole = new HtmlPageParser(PAGE, label, false, "FooBot");
        whole.feed(bytes, 0, length);
        PageParser single = new HtmlPageParser(PAGE, label, false, "FooBot");
        for (int i = 0; i < length; i++) {
            single.feed(bytes, i, 1);
        }
        ParsedPage page = whole.end();
        assertThat(single.end()).isEqualTo(page);
        return page;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
