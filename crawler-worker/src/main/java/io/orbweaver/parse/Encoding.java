package io.orbweaver.parse;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A character encoding of the web: its WHATWG name and what decodes it here. Immutable. Names and labels are those of
 * the Encoding Standard, section 4.2, all of them.
 *
 * @param name WHATWG name, in the Standard's letter case
 */
public record Encoding(String name, Charset charset) {

    static final Encoding UTF_8 = new Encoding("UTF-8", StandardCharsets.UTF_8);
    static final Encoding UTF_16LE = new Encoding("UTF-16LE", StandardCharsets.UTF_16LE);
    static final Encoding UTF_16BE = new Encoding("UTF-16BE", StandardCharsets.UTF_16BE);
    static final String REPLACEMENT = "replacement";

    /** One encoding a line: name, the JDK's nearest where it differs, then every label beside the name itself. */
    private static final String TABLE = """
            UTF-8 = unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
            IBM866 = 866 cp866 csibm866
            ISO-8859-2 = csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
            ISO-8859-3 = csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
            ISO-8859-4 = csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
            ISO-8859-5 = csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
            ISO-8859-6 = arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i \
            iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
            ISO-8859-7 = csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 \
            iso_8859-7:1987 sun_eu_greek
            ISO-8859-8 = csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 \
            iso_8859-8:1988 visual
            ISO-8859-8-I ISO-8859-8 = csiso88598i logical
            ISO-8859-10 ISO-8859-1 = csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
            ISO-8859-13 = iso8859-13 iso885913
            ISO-8859-14 ISO-8859-1 = iso8859-14 iso885914
            ISO-8859-15 = csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
            ISO-8859-16 =
            KOI8-R = cskoi8r koi koi8 koi8_r
            KOI8-U = koi8-ru
            macintosh x-MacRoman = csmacintosh mac x-mac-roman
            windows-874 x-windows-874 = dos-874 iso-8859-11 iso8859-11 iso885911 tis-620
            windows-1250 = cp1250 x-cp1250
            windows-1251 = cp1251 x-cp1251
            windows-1252 = ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 \
            iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252
            windows-1253 = cp1253 x-cp1253
            windows-1254 = cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 \
            latin5 x-cp1254
            windows-1255 = cp1255 x-cp1255
            windows-1256 = cp1256 x-cp1256
            windows-1257 = cp1257 x-cp1257
            windows-1258 = cp1258 x-cp1258
            x-mac-cyrillic x-MacCyrillic = x-mac-ukrainian
            GBK GB18030 = chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk
            gb18030 =
            Big5 Big5-HKSCS = big5-hkscs cn-big5 csbig5 x-x-big5
            EUC-JP x-eucJP-Open = cseucpkdfmtjapanese x-euc-jp
            ISO-2022-JP x-windows-iso2022jp = csiso2022jp
            Shift_JIS windows-31j = csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis
            EUC-KR x-windows-949 = cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 \
            ksc_5601 windows-949
            UTF-16BE = unicodefffe
            UTF-16LE = csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16
            replacement ISO-8859-1 = csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr
            x-user-defined ISO-8859-1 =
            """;

    /** What the bytes from 0xA0 on mean. */
    private static final String ISO_8859_10 = "\u00a0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00adŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏ"
            + "ÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ";

    private static final String ISO_8859_14 = "\u00a0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00ad®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
            + "ŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";

    private static final Map<String, Encoding> BY_LABEL = byLabel();

    static final Encoding WINDOWS_1252 = byName("windows-1252");

    /** Returns the encoding of that label, whatever its case and surrounding white space, or null for an unknown one. */
    public static @Nullable Encoding forLabel(@Nullable String label) {
        return label == null ? null : BY_LABEL.get(lowerCase(label.strip()));
    }

    /** Only ASCII: there are letters beyond it that have one of ASCII for their lower case. */
    private static String lowerCase(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) > '~') {
                return label;
            }
        }
        return label.toLowerCase(Locale.ROOT);
    }

    private static Encoding byName(String name) {
        Encoding found = BY_LABEL.get(name);
        if (found == null) {
            throw new IllegalStateException(name);
        }
        return found;
    }

    /** What the Standard's indexes and decoders say, where the JDK's nearest differs. */
    private static Charset charset(String name, Charset nearest) {
        return switch (name) {
            case "ISO-8859-10" -> SingleByteCharset.changed(name, nearest, from(0xa0, ISO_8859_10));
            case "ISO-8859-14" -> SingleByteCharset.changed(name, nearest, from(0xa0, ISO_8859_14));
            case "KOI8-U" -> SingleByteCharset.changed(name, nearest, "\u00aeў\u00beЎ");
            case "x-mac-cyrillic" -> SingleByteCharset.changed(name, nearest, "\u00a2Ґ\u00b6ґ\u00ff€");
            case "windows-1255" ->
                SingleByteCharset.changed(name, SingleByteCharset.withControls(name, nearest), "\u00ca\u05ba");
            case "x-user-defined" -> SingleByteCharset.userDefined();
            case REPLACEMENT -> new ReplacementCharset();
            case "GBK", "gb18030", "Big5", "EUC-JP", "Shift_JIS", "EUC-KR" -> new WebCharset(name, nearest);
            default -> name.startsWith("windows-") ? SingleByteCharset.withControls(name, nearest) : nearest;
        };
    }

    private static String from(int octet, String meanings) {
        StringBuilder changes = new StringBuilder();
        for (int i = 0; i < meanings.length(); i++) {
            changes.append((char) (octet + i)).append(meanings.charAt(i));
        }
        return changes.toString();
    }

    private static Map<String, Encoding> byLabel() {
        Map<String, Encoding> labels = new HashMap<>();
        for (String line : TABLE.lines().toList()) {
            int equals = line.indexOf('=');
            String[] names = line.substring(0, equals).strip().split(" ");
            String name = names[0];
            String java = names[names.length - 1];
            // A runtime image without the module jdk.charsets knows fewer.
            if (Charset.isSupported(java)) {
                Encoding encoding = new Encoding(name, charset(name, Charset.forName(java)));
                labels.put(name.toLowerCase(Locale.ROOT), encoding);
                for (String label : line.substring(equals + 1).strip().split(" ")) {
                    labels.put(label, encoding);
                }
            }
        }
        labels.remove("");
        return Map.copyOf(labels);
    }
}
