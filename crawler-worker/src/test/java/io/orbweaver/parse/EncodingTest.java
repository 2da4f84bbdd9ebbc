package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels and decoders of the Encoding Standard. */
class EncodingTest {

    private static Encoding encoding(String label) {
        Encoding encoding = Encoding.forLabel(label);
        assertThat(encoding).as(label).isNotNull();
        return encoding;
    }

    private static String decode(String label, String hex) {
        return new String(HexFormat.of().parseHex(hex), encoding(label).charset());
    }

    /** Section 4.2, names and labels. */
    @Test
    void everyLabelHasItsName() throws IOException {
        try (InputStream labels = EncodingTest.class.getResourceAsStream("labels.txt")) {
            assertThat(labels).isNotNull();
            List<String> lines = new String(labels.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .skip(1)
                    .toList();
            assertThat(lines).hasSize(228);
            for (String line : lines) {
                int space = line.indexOf(' ');
                String label = line.substring(0, space);
                assertThat(encoding(label).name()).as(label).isEqualTo(line.substring(space + 1));
                assertThat(encoding("\t " + label.toUpperCase(Locale.ROOT) + "\r\n")
                                .name())
                        .isEqualTo(encoding(label).name());
            }
        }
    }

    /** Section 4.2: only ASCII letters have two cases. */
    @Test
    void aLabelWithALookalikeIsUnknown() {
        assertThat(Encoding.forLabel("\u212aoi8-r")).isNull();
        assertThat(Encoding.forLabel("utf-7")).isNull();
        assertThat(Encoding.forLabel("")).isNull();
        assertThat(Encoding.forLabel(null)).isNull();
    }

    /** Section 9.1, and the index of each encoding. */
    @ParameterizedTest
    @CsvSource({
        "windows-1252, 80818d8f909d9f41, €\u0081\u008d\u008f\u0090\u009dŸA",
        "windows-1251, 8098c0ff, Ђ\u0098Ая",
        "windows-1250, 818ae9, \u0081Šé",
        "windows-1253, 81aac1d2, \u0081\ufffdΑ\ufffd",
        "windows-1254, 8ef0fd, \u008eğı",
        "windows-1255, 81cae0, \u0081\u05baא",
        "windows-1257, a1c0, \ufffdĄ",
        "windows-1258, d2, \u0309",
        "windows-874, 8081a1, €\u0081ก",
        "iso-8859-10, 80a1ffbd, \u0080Ąĸ―",
        "iso-8859-14, 80a1ffaf, \u0080ḂÿŸ",
        "iso-8859-7, a4a5aa, €₯ͺ",
        "iso-8859-8, fdfe, \u200e\u200f",
        "koi8-u, a4aebe, єўЎ",
        "macintosh, dbf0, €\uf8ff",
        "x-mac-cyrillic, a2b6ff80, Ґґ€А",
        "ibm866, 80f0, АЁ",
        "x-user-defined, 4180ff, A\uf780\uf7ff",
    })
    void singleBytesMeanWhatTheIndexSays(String label, String hex, String text) {
        assertThat(decode(label, hex)).isEqualTo(text);
    }

    /** Sections 10 to 13. */
    @ParameterizedTest
    @CsvSource({
        "gbk, b0a181308130, 啊\u0080",
        "gb18030, 8130813090308130, \u0080\ud800\udc00",
        "big5, a7da, 我",
        "euc-jp, a4a2ada18fb0a1, あ①丂",
        "iso-2022-jp, 1b24422422212d1b284241, あ´A",
        "shift_jis, 82a0b18160, あｱ～",
        "euc-kr, b0a18141, 가갂",
    })
    void severalBytesMeanWhatTheIndexSays(String label, String hex, String text) {
        assertThat(decode(label, hex)).isEqualTo(text);
    }

    /** The step of each decoder that restores a byte of ASCII: otherwise it could hide the quote that ends a value. */
    @ParameterizedTest
    @CsvSource({
        "gbk, 8122",
        "gb18030, 8122",
        "gb18030, 81308122",
        "big5, 8122",
        "euc-jp, a422",
        "euc-jp, 8fb022",
        "shift_jis, 8122",
        "euc-kr, 8122",
        "utf-8, e222"
    })
    void asciiIsNeverSwallowed(String label, String hex) {
        assertThat(decode(label, hex + "3e")).startsWith("\ufffd").endsWith("\">");
    }

    /** Section 14.1. */
    @ParameterizedTest
    @CsvSource({"iso-2022-kr", "hz-gb-2312", "replacement"})
    void replacementIsOneCharacter(String label) {
        assertThat(decode(label, "3c613e0e3c")).isEqualTo("\ufffd");
        assertThat(decode(label, "")).isEmpty();
    }
}
