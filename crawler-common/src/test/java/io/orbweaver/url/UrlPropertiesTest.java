package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every text: random ones from fixed seeds, the same in every run. */
class UrlPropertiesTest {
    private static final int TRIES = 10_000;
    private static final Url BASE = Url.of(true, "www.example.com", 443, "/a/b/c?d=e");

    /** Texts in which all that is special about URLs is common. */
    private static final List<String> PARTS = List.of(
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

    private static String reference(Random random) {
        return random.ints(random.nextInt(15), 0, PARTS.size())
                .mapToObj(PARTS::get)
                .collect(Collectors.joining());
    }

    private static String absolute(Random random) {
        return "http://h" + reference(random);
    }

    /** Any characters: ASCII, the whole of UTF-16 with lone surrogates, or both. */
    private static String anything(Random random) {
        int ascii = random.nextInt(101);
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(60); left > 0; left--) {
            text.append((char) random.nextInt(random.nextInt(100) < ascii ? 0x80 : 0x10000));
        }
        return text.toString();
    }

    private static void forAll(Function<Random, String> texts, Consumer<String> holds) {
        for (int seed = 0; seed < TRIES; seed++) {
            String text = texts.apply(new Random(seed));
            try {
                holds.accept(text);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("for the text of seed " + seed + ": " + escaped(text), e);
            }
        }
    }

    /** So that it can be pasted into a test. */
    private static String escaped(String text) {
        return text.chars()
                .mapToObj(each -> each >= ' ' && each < 0x7f ? Character.toString(each) : "\\u%04x".formatted(each))
                .collect(Collectors.joining());
    }

    @Test
    void neverThrows() {
        forAll(UrlPropertiesTest::anything, text -> {
            check(Url.parse(text));
            check(Url.parse("http://" + text));
            check(BASE.resolve(text));
        });
    }

    @Test
    void normalisingTwiceChangesNothing() {
        forAll(UrlPropertiesTest::reference, text -> {
            check(Url.parse(text));
            check(BASE.resolve(text));
        });
    }

    @Test
    void normalisingAbsolutesTwiceChangesNothing() {
        forAll(UrlPropertiesTest::absolute, text -> {
            Url url = Url.parse(text);
            check(url);
            assertThat(Url.of(false, "h", 80, "/").resolve(text)).isEqualTo(url);
            assertThat(BASE.resolve(text)).isEqualTo(url);
        });
    }

    @Test
    void readsBytesLikeText() {
        forAll(UrlPropertiesTest::reference, text -> {
            byte[] bytes = text.replace('\ud800', '\ufffd').getBytes(StandardCharsets.UTF_8);
            Url fromText = BASE.resolve(new String(bytes, StandardCharsets.UTF_8));
            assertThat(new UrlParser().resolve(BASE, bytes, 0, bytes.length)).isEqualTo(fromText);
        });
    }

    @Test
    void hashesAreEqualWhereTextsAre() {
        Random others = new Random(-1);
        forAll(UrlPropertiesTest::absolute, text -> {
            // A fragment changes nothing, so that equal ones are common.
            String other = others.nextBoolean() ? absolute(others) : text + "#" + reference(others);
            sameHashesWhereSame(Url.parse(text), Url.parse(other), other);
        });
    }

    private static void sameHashesWhereSame(@Nullable Url first, @Nullable Url second, String other) {
        if (first != null && second != null) {
            boolean same = first.toString().equals(second.toString());
            assertThat(first.equals(second)).as(other).isEqualTo(same);
            assertThat(first.urlHash() == second.urlHash()).as(other).isEqualTo(same);
            assertThat(first.hostHash() == second.hostHash())
                    .as(other)
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
