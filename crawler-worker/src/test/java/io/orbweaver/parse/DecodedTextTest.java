package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of HTML Standard section 13.2.3.2: mark, header, declaration, guess. */
class DecodedTextTest {

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
        assertThat(DecodedText.decode(bytes, bytes.length, unquoted).encoding().name())
                .isEqualTo(name);
    }

    @Test
    void declaration_afterTheWindow_isTooLate() {
        byte[] bytes = (" ".repeat(1024) + "<meta charset=koi8-r>").getBytes(StandardCharsets.UTF_8);
        assertThat(DecodedText.decode(bytes, bytes.length, null).encoding().name())
                .isEqualTo("UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, EFBBBF, UTF-8", "UTF-16LE, FFFE, UTF-16LE", "UTF-16BE, FEFF, UTF-16BE"})
    void mark_winsAndIsNotText(String charset, String mark, String name) {
        byte[] text = "<meta charset=koi8-r>ж".getBytes(Charset.forName(charset));
        byte[] bytes = join(HexFormat.of().parseHex(mark), text);
        DecodedText decoded = DecodedText.decode(bytes, bytes.length, "koi8-r");
        assertThat(decoded.encoding().name()).isEqualTo(name);
        assertThat(decoded.text()).isEqualTo("<meta charset=koi8-r>ж");
    }

    @Test
    void bytesThatAreNotUtf8_areWindows1252() {
        byte[] bytes = {'a', (byte) 0x80, (byte) 0xe9, 'b'};
        DecodedText decoded = DecodedText.decode(bytes, bytes.length, null);
        assertThat(decoded.encoding().name()).isEqualTo("windows-1252");
        assertThat(decoded.text()).isEqualTo("a€éb");
    }

    @Test
    void characterCutOffAtTheEnd_staysUtf8() {
        byte[] bytes = "x".repeat(9000).concat("ж").getBytes(StandardCharsets.UTF_8);
        DecodedText decoded = DecodedText.decode(bytes, bytes.length - 1, null);
        assertThat(decoded.encoding().name()).isEqualTo("UTF-8");
        assertThat(decoded.text()).endsWith("x\ufffd");
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

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
