package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML Standard section 13.2.3.2, while a page arrives; and guesses where it says nothing. */
class PageEncodingTest {

    private static String name(byte[] bytes, @Nullable String label) {
        return PageEncoding.of(bytes, bytes.length, label).name();
    }

    private static byte[] page(String text, String charset) {
        String html =
                "<!doctype html><title>Page</title><body><p class=\"text\"><a href=\"/index.html\">Home</a></p>\n<p>"
                        + text + "</p></body></html>";
        return html.getBytes(Charset.forName(charset));
    }

    /** What is known after some bytes is what the whole page says, and it is known as soon as it can be. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, ï»¿, UTF-8, 3",
                "koi8-r, þÿ, UTF-16BE, 3",
                "koi8-r, ÿþ, UTF-16LE, 3",
                "koi8-r, <p>, KOI8-R, 3",
                "utf-16, <p>, UTF-16LE, 3",
                "-, <meta charset=koi8-r>, KOI8-R, 1024",
                "-, <?xml version='1.0' encoding='koi8-r'?>, KOI8-R, 1024",
                "-, <p>é, windows-1252, 16384",
                "-, <p>, UTF-8, 16384",
            })
    void anEarlyAnswerIsTheFinalOne(@Nullable String label, String start, String name, int needed) {
        byte[] bytes = (start + " ".repeat(20_000)).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(name(bytes, label)).isEqualTo(name);
        for (int length : new int[] {0, 1, 2, 3, 1023, 1024, 16_383, 16_384, bytes.length}) {
            Encoding early = PageEncoding.early(bytes, length, label);
            assertThat(early == null ? null : early.name())
                    .as("after %d", length)
                    .isEqualTo(length < needed ? null : name);
        }
    }

    /** "Prescan a byte stream": UTF-16 XML declarations, which no mark precedes. */
    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE"})
    void aDeclarationInUtf16IsRecognized(String charset) {
        byte[] bytes = "<?xml version='1.0'?><html>".getBytes(Charset.forName(charset));
        assertThat(name(bytes, null)).isEqualTo(charset);
        assertThat(DecodedText.decode(bytes, bytes.length, null).text()).startsWith("<?xml version");
    }

    /** The same: what is readable as ASCII is not UTF-16, and x-user-defined means windows-1252 in a meta element. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<meta charset=utf-16le>                              | UTF-8",
                "<meta charset=utf-16be>                              | UTF-8",
                "<meta charset=x-user-defined>                        | windows-1252",
                "<meta charset=iso-2022-kr>                           | replacement",
                "<?xml version=\"1.0\" encoding=\"UTF-16\"?>          | UTF-8",
                "<?xml encoding = \"koi8-r\"?>                        | KOI8-R",
                "<?xml encoding=koi8-r?>                              | UTF-8",
                "<?xml encoding=\"koi8-r?>\"                          | UTF-8",
                "<?xml encoding                                       | UTF-8",
                "<?xml encoding=>                                     | UTF-8",
                "<?xml encoding=\"koi8-r\"?><meta charset=big5>       | Big5",
                "!<?xml version=\"1.0\" encoding=\"koi8-r\"?>         | UTF-8",
            })
    void aDeclarationMeansWhatTheStandardSays(String text, String name) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(name(bytes, null)).isEqualTo(name);
    }

    @Test
    void aFieldMayNameUserDefined() {
        byte[] bytes = {'a', (byte) 0xff};
        assertThat(name(bytes, "x-user-defined")).isEqualTo("x-user-defined");
    }

    /** Where nothing is declared. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "windows-1251 | windows-1251 | Вчера вечером мы долго гуляли по берегу реки и говорили о том, как изменился наш город",
                "KOI8-R       | KOI8-R       | Вчера вечером мы долго гуляли по берегу реки и говорили о том, как изменился наш город",
                "ISO-8859-5   | ISO-8859-5   | Вчера вечером мы долго гуляли по берегу реки и говорили о том, как изменился наш город",
                "ISO-8859-7   | ISO-8859-7   | Χθες το βράδυ περπατήσαμε για πολλή ώρα στην όχθη του ποταμού και μιλούσαμε",
                "windows-1255 | ISO-8859-8-I | אתמול בערב טיילנו זמן רב לאורך גדות הנהר ודיברנו על כך שהעיר שלנו השתנתה מאוד",
                "windows-1256 | windows-1256 | مشينا مساء أمس طويلا على ضفة النهر وتحدثنا عن التغير الكبير الذي حدث في مدينتنا",
                "windows-1254 | windows-1254 | Dün akşam nehir kıyısında uzun süre yürüdük ve şehrimizin nasıl değiştiğini konuştuk",
                "ISO-8859-2   | ISO-8859-2   | Wczoraj wieczorem długo spacerowaliśmy i rozmawialiśmy o tym, jak zmieniło się miasto",
                "windows-1252 | windows-1252 | Gestern gingen wir lange am Ufer spazieren und sprachen über Häuser und Straßen",
                "windows-1252 | windows-1252 | © 2004 Smith & Sons. All rights reserved.",
                "windows-1252 | windows-1252 | 30 € – don’t miss it",
                "Shift_JIS    | Shift_JIS    | 昨日の夕方、私たちは川岸を長い間歩きながら、町がどのように変わったかについて話しました。",
                "EUC-JP       | EUC-JP       | 昨日の夕方、私たちは川岸を長い間歩きながら、町がどのように変わったかについて話しました。",
                "ISO-2022-JP  | ISO-2022-JP  | 昨日の夕方、私たちは川岸を長い間歩きながら、町がどのように変わったかについて話しました。",
                "GBK          | gb18030      | 昨天晚上我们沿着河岸走了很久，谈论着这些年来我们的城市发生了怎样的变化。",
                "Big5         | Big5         | 昨天晚上我們沿著河岸走了很久，談論著這些年來我們的城市發生了怎樣的變化。",
                "EUC-KR       | EUC-KR       | 어제 저녁 우리는 강가를 오랫동안 걸으며 우리 도시가 어떻게 변했는지 이야기했습니다.",
                "UTF-8        | UTF-8        | Χθες το βράδυ 昨日の夕方 Вчера вечером",
                "US-ASCII     | UTF-8        | Nothing but ASCII",
            })
    void whatIsNotDeclaredIsGuessed(String charset, String name, String text) {
        byte[] bytes = page(text, charset);
        assertThat(name(bytes, null)).isEqualTo(name);
        assertThat(DecodedText.decode(bytes, bytes.length, null).text()).contains(text);
    }

    /** The statistics look where the text is, however long the head of the page. */
    @Test
    void textAfterALongHeadIsSeen() {
        byte[] bytes = page("x ".repeat(5000) + "Вчера вечером мы долго гуляли по берегу реки", "windows-1251");
        assertThat(name(bytes, null)).isEqualTo("windows-1251");
    }

    /** A body may be cut anywhere. */
    @Test
    void aSampleThatEndsWithinACharacterIsUtf8() {
        byte[] bytes = "ж".repeat(PageEncoding.SAMPLE).getBytes(StandardCharsets.UTF_8);
        byte[] odd = Arrays.copyOfRange(
                ("x" + new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8), 0, 30_000);
        assertThat(name(odd, null)).isEqualTo("UTF-8");
        assertThat(PageEncoding.early(odd, PageEncoding.SAMPLE, null)).isEqualTo(Encoding.UTF_8);
    }
}
