package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.url.Url;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URL Standard section 4.4, query state; links of pages in other encodings than UTF-8 led elsewhere than a browser. */
class QueryEncodingTest {
    private static final Url PAGE = Objects.requireNonNull(Url.parse("http://a.test/"));

    @ParameterizedTest
    @CsvSource({
        "utf-8, /é?q=é, /%C3%A9?q=%C3%A9",
        "windows-1252, /é?q=é#é, /%C3%A9?q=%E9",
        "windows-1252, /?q=€, /?q=%80",
        "windows-1252, /?q=&#x436;, /?q=%26%231078%3B",
        "koi8-u, /?q=ж, /?q=%D6",
        "windows-1251, /?q=ж, /?q=%E6",
        "shift_jis, /?q=あ, /?q=%82%A0",
        "euc-kr, /?q=가, /?q=%B0%A1",
        "gbk, /?q=中, /?q=%D6%D0",
        "windows-1252, /?q=&#233;&amp;r=1, /?q=%E9&r=1"
    })
    void aQueryIsInTheEncodingOfThePage(String label, String reference, String expected) {
        Encoding encoding = Objects.requireNonNull(Encoding.forLabel(label));
        byte[] page = ("<a href='" + reference + "'>").getBytes(encoding.charset());
        HtmlPageParser parser = new HtmlPageParser(PAGE, label, false, "orbweaver");
        parser.feed(page, 0, page.length);
        assertThat(parser.end().links())
                .extracting(link -> link.target().toString())
                .containsExactly("http://a.test" + expected);
    }
}
