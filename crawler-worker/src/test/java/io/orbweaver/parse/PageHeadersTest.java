package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.parse.ParsedPage.Link;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageHeadersTest {
    private static final Url PAGE = url("http://site.test/dir/page");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<x>; rel=next                                     | http://site.test/dir/x",
                "<\u00c3\u00a4>; rel=next                       | http://site.test/dir/%C3%A4",
                "</x>; rel=\"prev foo\"                            | http://site.test/x",
                "<x>; rel=alternate; hreflang=de                   | http://site.test/dir/x",
                "<x>; rel=alternate; type=\"application/rss+xml\"  | http://site.test/dir/x",
                "<x>; rel=alternate; type=\"Application/Atom+XML; charset=utf-8\" | http://site.test/dir/x",
                "<x>; rel=alternate; type=\"application/pdf\"      | ``",
                "<x>; rel=alternate; media=print                   | ``",
                "<x>; rel=stylesheet                               | ``",
                "<x>; rel=preload; as=font                         | ``",
                "<x>; rel=canonical                                | ``",
                "<x>; rel=next; anchor=\"\"                        | ``",
                "<x>; rel=next; anchor=\"http://other.test/\"      | ``",
                "<mailto:x@y.test>; rel=next                       | ``",
            })
    void link_isFoundByItsRelation_rfc8288Section3(String field, String target) {
        PageHeaders headers = read("Link", field);
        assertThat(headers.links())
                .isEqualTo(target.replace("`", "").isEmpty() ? List.of() : List.of(new Link(url(target), false)));
    }

    @Test
    void links_ofHeaderAndBodyAreOneList() {
        PageHeaders headers = read("Link", "</a>; rel=\"next nofollow\"", "link", "</b>; rel=\"next nofollow\"");
        ParsedPage both = headers.with(page(List.of(new Link(url("http://site.test/a"), false)), null, null, null));
        assertThat(both.links())
                .containsExactly(new Link(url("http://site.test/a"), false), new Link(url("http://site.test/b"), true));
    }

    @Test
    void body_isBelievedAboutCanonicalAndLanguage() {
        PageHeaders headers = read(
                "Link", "<h>; rel=canonical, <i>; rel=canonical", "Content-Language", " de ", "Content-Language", "fr");
        ParsedPage alone = headers.with(ParsedPage.NOTHING);
        assertThat(alone.canonical()).hasToString("http://site.test/dir/h");
        assertThat(alone.language()).isEqualTo("de");

        Url canonical = url("http://site.test/b");
        ParsedPage both = headers.with(page(List.of(), canonical, null, "it"));
        assertThat(both.canonical()).isEqualTo(canonical);
        assertThat(both.language()).isEqualTo("it");
    }

    @Test
    void header_isBelievedAboutTheRefresh() {
        PageHeaders headers = read("Refresh", "0; url=h", "Refresh", "0; url=i");
        ParsedPage both = headers.with(page(List.of(), null, url("http://site.test/b"), null));
        assertThat(both.refresh()).hasToString("http://site.test/dir/h");
    }

    @ParameterizedTest
    @CsvSource({
        "0;url=/x, true, false",
        "10; url=/x, true, false",
        "11; url=/x, false, true",
        "99999999999999999999; url=/x, false, true",
        "00000000000000000001; url=/x, true, false",
        "0, false, false",
        "0;url=/dir/page, false, false",
        "60;url=/dir/page#x, false, false",
        "url=/x, false, false",
        "0;url=javascript:x(), false, false",
    })
    void refresh_isARedirectUpToTenSecondsAndThenALink(String value, boolean redirect, boolean link) {
        PageHeaders headers = read("Refresh", value);
        assertThat(headers.refresh() != null).isEqualTo(redirect);
        assertThat(headers.links().isEmpty()).isNotEqualTo(link);
    }

    @Test
    void robots_ofEitherCloseThePage() {
        ParsedPage open = new ParsedPage(null, null, List.of(), null, null, null, List.of("follow"), false);
        ParsedPage both =
                read("X-Robots-Tag", "noindex", "x-robots-tag", "foobot: none").with(open);
        assertThat(both.robots()).containsExactly("noindex", "none", "follow");
        assertThat(both.nofollow()).isTrue();

        ParsedPage closed = new ParsedPage(null, null, List.of(), null, null, null, List.of("nofollow"), true);
        assertThat(read("X-Robots-Tag", "all").with(closed).nofollow()).isTrue();
    }

    @Test
    void nothingSaid_changesNothing() {
        ParsedPage page = page(List.of(), null, null, null);
        assertThat(read("Content-Type", "text/html", "Content-Language", "x".repeat(101))
                        .with(page))
                .isSameAs(page);
    }

    @Test
    void links_areBounded() {
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < PageHeaders.MAX_LINKS; i++) {
            field.append('<').append(i).append(">; rel=next,");
        }
        assertThat(read("Link", field.toString(), "Link", "<x>; rel=next").links())
                .hasSize(PageHeaders.MAX_LINKS);
    }

    @Test
    void anyValues_areRead() {
        long seed = Long.getLong("headers.seed", System.nanoTime());
        Random random = new Random(seed);
        String pieces = "<>;,=\"\\: \t'#/%\u00e4\ud800a1";
        String[] words = {
            "rel", "next", "canonical", "anchor", "url=", "foobot:", "unavailable_after:", "http://x/", "-1"
        };
        for (int round = 0; round < 50_000; round++) {
            StringBuilder value = new StringBuilder();
            for (int left = random.nextInt(20); left > 0; left--) {
                value.append(
                        random.nextBoolean()
                                ? words[random.nextInt(words.length)]
                                : pieces.charAt(random.nextInt(pieces.length())));
            }
            for (String name : List.of("Link", "X-Robots-Tag", "Refresh", "Content-Language")) {
                assertThat(read(name, value.toString()))
                        .as("-Dheaders.seed=" + seed)
                        .isNotNull();
            }
        }
    }

    private static ParsedPage page(
            List<Link> links, @Nullable Url canonical, @Nullable Url refresh, @Nullable String language) {
        return new ParsedPage("UTF-8", null, links, canonical, refresh, language, List.of(), false);
    }

    private static PageHeaders read(String... namesAndValues) {
        List<HeaderFields.Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new HeaderFields.Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return PageHeaders.read(PAGE, new HeaderFields(fields), "FooBot");
    }

    private static Url url(String text) {
        return Objects.requireNonNull(Url.parse(text));
    }
}
