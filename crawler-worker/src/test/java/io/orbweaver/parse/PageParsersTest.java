package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.parse.ParsedPage.Link;
import io.orbweaver.url.Url;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageParsersTest {
    private static final String PAGE = "http://site.test/dir/page";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a href=x>y</a>                                   | http://site.test/dir/x",
                "<A HREF='/x'>y</A>                                | http://site.test/x",
                "<a href=\" \f/x\t \">y</a>                        | http://site.test/x",
                "<a href='/x?a=1&amp;b=2'>y</a>                    | http://site.test/x?a=1&b=2",
                "<a href='/&#x78;'>y</a>                           | http://site.test/x",
                "<a href='//other.test/x'>y</a>                    | http://other.test/x",
                "<map><area href=/x></map>                         | http://site.test/x",
                "<iframe src=/x></iframe>                          | http://site.test/x",
                "<frameset><frame src=/x></frameset>               | http://site.test/x",
                "<link rel=next href=/x>                           | http://site.test/x",
                "<link rel='Alternate PREV' href=/x>               | http://site.test/x",
                "<link rel=alternate hreflang=de href=/x>          | http://site.test/x",
                "<link rel=alternate type=application/atom+xml href=/x> | http://site.test/x",
                "<meta http-equiv=refresh content='11;url=/x'>     | http://site.test/x",
                "<noscript><a href=/x>y</a></noscript>             | http://site.test/x",
                "<svg><a href=/x>y</a></svg>                       | http://site.test/x",
                "<base href=/b/><a href=x>y</a>                    | http://site.test/b/x",
                "<a href=x>y</a><base href=/b/>                    | http://site.test/b/x",
                "<base target=t><base href=/b/><base href=/c/><a href=x>y</a> | http://site.test/b/x",
                "<base href=mailto:z><a href=x>y</a>               | http://site.test/dir/x",
            })
    void link_isFound(String markup, String target) {
        assertThat(read(markup).links()).containsExactly(new Link(Objects.requireNonNull(Url.parse(target)), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a name=x>y</a>",
                "<a href=javascript:go()>y</a>",
                "<a href=mailto:a@b.test>y</a>",
                "<a href='data:text/html,x'>y</a>",
                "<img src=/x>",
                "<script src=/x></script>",
                "<link rel=stylesheet href=/x>",
                "<link rel=canonical href=/x>",
                "<link rel=nextish href=/x>",
                "<link rel=alternate href=/x>",
                "<link rel='alternate stylesheet' type=text/css href=/x>",
                "<!-- <a href=/x>y</a> -->",
                "<script>var s = '<a href=/x>y</a>';</script>",
                "<style>a::before { content: '<a href=/x>' }</style>",
                "<textarea><a href=/x>y</a></textarea>",
                "<title><a href=/x>y</a></title>",
            })
    void noLink_isFound(String markup) {
        assertThat(read(markup).links()).isEmpty();
    }

    @Test
    void links_eachOnceInDocumentOrder() {
        ParsedPage page = read("<a href=b></a><a href=a></a><iframe src=/dir/b></iframe><a href=c></a>");
        assertThat(page.links())
                .extracting(link -> link.target().pathAndQuery())
                .containsExactly("/dir/b", "/dir/a", "/dir/c");
    }

    @Test
    void nofollow_holdsWhereEveryLinkToTheTargetIsMarked() {
        ParsedPage page = read("<a href=a rel='noopener NoFollow'></a><a href=b rel=nofollow></a><a href=b></a>"
                + "<a href=/dir/c></a><a href=c rel=nofollow></a><a href=d rel=nofollower></a>");
        assertThat(page.links()).extracting(Link::nofollow).containsExactly(true, false, false, false);
    }

    /** HTML Standard, link type "nofollow": that the others say who placed a link is no wish that it is not followed. */
    @Test
    void ugcAndSponsored_areFollowed() {
        ParsedPage page = read("<a href=a rel=ugc></a><a href=b rel=sponsored></a><a href=c rel='ugc nofollow'></a>");
        assertThat(page.links()).extracting(Link::nofollow).containsExactly(false, false, true);
    }

    @Test
    void links_areBounded() {
        StringBuilder markup = new StringBuilder();
        for (int i = 0; i < PageFacts.MAX_LINKS + 5; i++) {
            markup.append("<a href=").append(i).append(">x</a>");
        }
        assertThat(read(markup.toString()).links()).hasSize(PageFacts.MAX_LINKS);
    }

    @Test
    void reference_tooLong_isDropped() {
        String huge = "x".repeat(3_000_000);
        ParsedPage page = read("<a href=/" + huge + ">y</a><a title='" + huge + "' href=/z>y</a>");
        assertThat(page.links())
                .extracting(link -> link.target().pathAndQuery())
                .containsExactly("/z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=/x>",
                "<a href=/x",
                "</a></div><p><a href=/x><table><a href=/y",
                "<a href='/x'><a href=\"/y",
                "<<a href=/x>",
                "<a\0 href=/x>",
                "<a href=/x href=/y>z</a>",
                "<a/href=/x>z</a>",
                "<!doctype <a href=/y><a href=/x>",
                "<![CDATA[ <a href=/y>]]><a href=/x>",
            })
    void brokenMarkup_givesAPage(String markup) {
        assertThat(read(markup).charset()).isEqualTo("UTF-8");
    }

    @Test
    void deepNesting_isRead() {
        ParsedPage page = read("<div>".repeat(20_000) + "<a href=/x>y</a>");
        assertThat(page.links()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "<title> A \f\t b&amp;c </title><title>second</title> | A b&c",
                "<title></title>                                      | -",
                "<svg><title>drawing</title></svg><p>x                | -",
                "<svg><title>drawing</title></svg><title>page</title> | page",
                "<p>x                                                 | -",
            })
    void title_isCollapsed(String markup, String title) {
        assertThat(read(markup).title()).isEqualTo(title);
    }

    @Test
    void title_isBoundedBetweenCharacters() {
        String title = read("<title>" + "x".repeat(PageFacts.MAX_TITLE - 1) + "😀</title>")
                .title();
        assertThat(title).isEqualTo("x".repeat(PageFacts.MAX_TITLE - 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "<html lang=' de-AT '><meta http-equiv=content-language content=fr> | de-AT",
                "<html><meta http-equiv=Content-Language content='fr, en'>         | fr, en",
                "<html xml:lang=it>                                                | it",
                "<html lang=''>                                                    | -",
            },
            quoteCharacter = '`')
    void language_isAsDeclared(String markup, String language) {
        assertThat(read(markup).language()).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<meta name=robots content='NoIndex, follow'>                                    | noindex follow | false",
                "<meta name=ROBOTS content=none>                                                 | none           | true",
                "<meta name=robots content=noarchive><meta name=foobot content=',nofollow,,'>    | noarchive nofollow | true",
                "<meta name=otherbot content=nofollow>                                           | ``             | false",
                "<meta name=robots>                                                              | ``             | false",
            })
    void metaRobots_isRead(String markup, String directives, boolean nofollow) {
        ParsedPage page = read(markup);
        assertThat(String.join(" ", page.robots())).isEqualTo(directives);
        assertThat(page.nofollow()).isEqualTo(nofollow);
    }

    @Test
    void canonicalAndRefresh_areResolvedAgainstTheBase() {
        ParsedPage page = read("<meta http-equiv=Refresh content='5; url=later'><link rel=canonical href=main>"
                + "<link rel=canonical href=other><base href=/b/>");
        assertThat(page.canonical()).hasToString("http://site.test/b/main");
        assertThat(page.refresh()).hasToString("http://site.test/b/later");
        assertThat(page.links()).isEmpty();
    }

    @Test
    void refreshOfThePageItself_isNone() {
        assertThat(read("<meta http-equiv=refresh content=30>").refresh()).isNull();
        assertThat(read("<meta http-equiv=refresh content='0;url=/dir/page'>").refresh())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, true",
        "TEXT/HTML;charset=utf-8, true",
        "application/xhtml+xml, true",
        "text/plain, false",
        "application/xml, false",
        "image/svg+xml, false",
    })
    void mediaType_decides(String type, boolean read) {
        assertThat(read("<a href=/x>y</a>", type).links().isEmpty()).isNotEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a href=/x>        | true",
                "'   \n\t<a href=/x>' | true",
                "\ufeff<a href=/x>  | true",
                "x <a href=/x>      | false",
                "''                 | false",
            })
    void firstBytes_decideWithoutMediaType(String body, boolean read) {
        PageParser parser = PageParsers.open(url(), new HeaderFields(List.of()), "FooBot");
        for (byte octet : body.getBytes(StandardCharsets.UTF_8)) {
            parser.feed(new byte[] {octet}, 0, 1);
        }
        ParsedPage page = parser.end();
        assertThat(page.links().isEmpty()).isNotEqualTo(read);
        assertThat(page.charset() == null).isNotEqualTo(read);
    }

    @Test
    void xhtml_hasEmptyElements() {
        ParsedPage page = read(
                "<html xmlns='http://www.w3.org/1999/xhtml'><head><title/><script src='s'/></head>"
                        + "<body><a href='/x'>y</a></body></html>",
                "application/xhtml+xml");
        assertThat(page.links()).hasSize(1);
    }

    private static ParsedPage read(String markup) {
        return read(markup, "text/html");
    }

    private static ParsedPage read(String markup, String type) {
        HeaderFields headers = new HeaderFields(List.of(new HeaderFields.Field("Content-Type", type)));
        PageParser parser = PageParsers.open(url(), headers, "FooBot");
        byte[] body = markup.getBytes(StandardCharsets.UTF_8);
        parser.feed(body, 0, body.length);
        return parser.end();
    }

    private static Url url() {
        return Objects.requireNonNull(Url.parse(PAGE));
    }
}
