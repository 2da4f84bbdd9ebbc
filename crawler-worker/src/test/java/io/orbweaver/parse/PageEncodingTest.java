package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.url.Url;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of HTML Standard section 13.2.3.2: mark, header, declaration, guess. */
class PageEncodingTest {
    private static final Url PAGE = Objects.requireNonNull(Url.parse("http://site.test/dir/page"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "-            | é                                              | UTF-8",
                "-            | e                                              | UTF-8",
                "ISO-8859-1   | e                                              | windows-1252",
                "` \"utf8\" ` | e                                              | UTF-8",
                "koi8-r       | <meta charset=utf-8>                           | KOI8-R",
                "unheard-of   | <meta charset=koi8-r>                          | KOI8-R",
                "-            | <meta charset=koi8-r>                          | KOI8-R",
                "-            | <META/CharSet = 'Shift-JIS' />                 | Shift_JIS",
                "-            | <meta http-equiv=Content-Type content='text/html; charset=gb2312'> | GBK",
                "-            | <meta content='charset=gb2312;x' http-equiv=content-type>          | GBK",
                "-            | <meta http-equiv=content-type content='charset charset=\"big5\"'>  | Big5",
                "-            | <meta content='text/html; charset=gb2312'>     | UTF-8",
                "-            | <meta name=x content='charset=gb2312'>         | UTF-8",
                "-            | <meta charset=utf-16>                          | UTF-8",
                "-            | <!-- <meta charset=koi8-r> -->                 | UTF-8",
                "-            | <!--> <meta charset=koi8-r>                    | KOI8-R",
                "-            | <p title='<meta charset=koi8-r>'>              | UTF-8",
                "-            | <p title=x><meta charset=koi8-r>               | KOI8-R",
                "-            | </p x><?y><!doctype html><meta charset=koi8-r> | KOI8-R",
                "-            | <meta charset=unheard-of><meta charset=koi8-r> | KOI8-R",
                "-            | <metadata charset=koi8-r>                      | UTF-8",
                "-            | <meta charset=koi8-r                           | KOI8-R",
                "-            | <meta charset                                  | UTF-8",
                "-            | <meta                                          | UTF-8",
                "-            | <                                              | UTF-8",
                "-            | <?xml version='1.0' encoding='ISO-8859-15'?>   | ISO-8859-15",
                "-            | <?xml version='1.0'?>encoding='koi8-r'         | UTF-8",
            })
    void encoding_isFound(String label, String text, String name) {
        String unquoted = label == null
                ? null
                : ContentType.parse("text/html; charset=" + label.strip()).charset();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(read(bytes, bytes.length, unquoted).charset()).isEqualTo(name);
    }

    /** Section 13.2.3.5, "changing the encoding while parsing"; here nothing has to be parsed again for it. */
    @Test
    void declaration_afterTheWindow_holdsWhereNothingElseIsDeclared() {
        byte[] late = (" ".repeat(1024) + "<meta charset=koi8-r><title>\u0436").getBytes(Charset.forName("KOI8-R"));
        assertThat(read(late, late.length, null).charset()).isEqualTo("KOI8-R");
        assertThat(read(late, late.length, null).title()).isEqualTo("\u0436");
        assertThat(read(late, late.length, "latin1").charset()).isEqualTo("windows-1252");
        byte[] wide = (" ".repeat(1024) + "<meta charset=utf-16>").getBytes(StandardCharsets.UTF_8);
        assertThat(read(wide, wide.length, null).charset()).isEqualTo("UTF-8");
    }

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

    @Test
    void bytesThatAreNotUtf8_areWindows1252() {
        byte[] bytes = "<title>a\u20ac\u00e9b".getBytes(Charset.forName("windows-1252"));
        ParsedPage page = read(bytes, bytes.length, null);
        assertThat(page.charset()).isEqualTo("windows-1252");
        assertThat(page.title()).isEqualTo("a\u20ac\u00e9b");
    }

    @Test
    void characterCutOffAtTheEnd_staysUtf8() {
        byte[] bytes = ("<title>" + "x".repeat(500) + "\u0436").getBytes(StandardCharsets.UTF_8);
        ParsedPage page = read(bytes, bytes.length - 1, null);
        assertThat(page.charset()).isEqualTo("UTF-8");
        assertThat(page.title()).endsWith("x\ufffd");
    }

    /** Unicode Standard, table 3-7: each line is one way not to be UTF-8. */
    @ParameterizedTest
    @CsvSource({"80", "C080", "C1BF", "C3C3", "E080AF", "E282", "EDA080", "F08080AF", "F4908080", "F5808080", "FF"})
    void bytesThatAreNotUtf8_areSeenInAnyChunks(String hex) {
        byte[] bytes = join(join(new byte[] {'<', 'p', '>'}, HexFormat.of().parseHex(hex)), new byte[] {'x', 'y'});
        assertThat(read(bytes, bytes.length, null).charset()).isEqualTo("windows-1252");
    }

    /**
     * Letters whose bytes are those of markup: in ISO-2022-JP any of them, in the others a backslash, a letter, a bracket
     * or a digit. Each is read in chunks of every length.
     */
    @ParameterizedTest
    @CsvSource({
        "ISO-2022-JP, \u30bd\u8868\u5341\u30bc\u304f",
        "Shift_JIS, \u30bd\u8868\u5341\u4e88\u80fd",
        "Big5, \u529f\u8a31\u84cb\u4e00",
        "GBK, \u4e02\u4e04\u4e05\u9ee6",
        "gb18030, \u3400\u00e9\u4e00\u4e02",
        "EUC-KR, \uac02\uac03\ud55c",
        "EUC-JP, \u30bd\u8868\u5341",
    })
    void charactersWithBytesOfAscii_areNoMarkup(String label, String text) {
        Encoding encoding = Objects.requireNonNull(Encoding.forLabel(label));
        String markup = "<title>" + text + "&amp;</title><a title='" + text + "' href=\"/" + text + "?q=" + text
                + "&eacute;\"><a href=/" + text + "/x>";
        byte[] bytes = markup.getBytes(encoding.charset());
        String expected = "/" + text + "?q=" + text + "\u00e9";
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

    @ParameterizedTest
    @CsvSource({
        "latin1, windows-1252",
        "ASCII, windows-1252",
        "iso-8859-9, windows-1254",
        "TIS-620, windows-874",
        "ks_c_5601-1987, EUC-KR",
        "sjis, Shift_JIS",
        "gb18030, gb18030",
        "x-sjis, Shift_JIS",
        "visual, ISO-8859-8",
        "logical, ISO-8859-8-I",
        "macintosh, macintosh",
        "unicode, UTF-16LE",
    })
    void label_hasItsStandardName(String label, String name) {
        Encoding encoding = Encoding.forLabel(" " + label + "\t");
        assertThat(encoding).isNotNull();
        assertThat(encoding.name()).isEqualTo(name);
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
