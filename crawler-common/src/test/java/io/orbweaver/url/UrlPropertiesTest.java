package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class UrlPropertiesTest {
    private static final Url BASE = Url.of(true, "www.example.com", 443, "/a/b/c?d=e");

    /** Texts in which all that is special about URLs is common. */
    @Provide
    Arbitrary<String> references() {
        List<String> parts = List.of(
                "http:",
                "https:",
                "HTTP://",
                "//",
                "/",
                "\\",
                ".",
                "..",
                "%2e",
                "%",
                "%2",
                "%25",
                "%41",
                "%7E",
                "%c3",
                "?",
                "#",
                "@",
                ":",
                "80",
                "443",
                "[",
                "]",
                "[::1]",
                "1.2.3.4",
                "0x7f",
                "a",
                "B",
                "é",
                "ß",
                "日本",
                "xn--",
                "-",
                "_",
                " ",
                "\t",
                "\n",
                "'",
                "^",
                "|",
                "\u00ad",
                "\ud83d\ude00",
                "\ud800",
                "example.com",
                "e",
                "E");
        return Arbitraries.of(parts).list().ofMaxSize(14).map(chosen -> String.join("", chosen));
    }

    @Provide
    Arbitrary<String> absolutes() {
        return references().map(text -> "http://h" + text);
    }

    @Property
    void neverThrows(@ForAll String text) {
        check(Url.parse(text));
        check(BASE.resolve(text));
    }

    @Property(tries = 5000)
    void normalisingTwiceChangesNothing(@ForAll("references") String text) {
        check(Url.parse(text));
        check(BASE.resolve(text));
    }

    @Property(tries = 5000)
    void normalisingAbsolutesTwiceChangesNothing(@ForAll("absolutes") String text) {
        Url url = Url.parse(text);
        check(url);
        assertThat(Url.of(false, "h", 80, "/").resolve(text)).isEqualTo(url);
        assertThat(BASE.resolve(text)).isEqualTo(url);
    }

    @Property(tries = 5000)
    void readsBytesLikeText(@ForAll("references") String text) {
        byte[] bytes = text.replace('\ud800', '\ufffd').getBytes(StandardCharsets.UTF_8);
        Url fromText = BASE.resolve(new String(bytes, StandardCharsets.UTF_8));
        assertThat(new UrlParser().resolve(BASE, bytes, 0, bytes.length)).isEqualTo(fromText);
    }

    @Property
    void hashesAreEqualWhereTextsAre(@ForAll("absolutes") String one, @ForAll("absolutes") String other) {
        Url first = Url.parse(one);
        Url second = Url.parse(other);
        if (first != null && second != null) {
            boolean same = first.toString().equals(second.toString());
            assertThat(first.equals(second)).isEqualTo(same);
            assertThat(first.urlHash() == second.urlHash()).isEqualTo(same);
            assertThat(first.hostHash() == second.hostHash())
                    .isEqualTo(first.host().equals(second.host()));
        }
    }

    private static void check(@Nullable Url url) {
        if (url == null) {
            return;
        }
        String text = url.toString();
        assertThat(text).matches("https?://[\\x21-\\x7e]+");
        Url again = Url.parse(text);
        assertThat(again).isEqualTo(url).hasToString(text).hasSameHashCodeAs(url);
        Url rebuilt = Url.of(url.https(), url.host(), url.port(), url.pathAndQuery());
        assertThat(rebuilt).isEqualTo(url);
        assertThat(rebuilt.urlHash()).isEqualTo(url.urlHash());
        assertThat(url.domain()).isNotEmpty();
    }
}
