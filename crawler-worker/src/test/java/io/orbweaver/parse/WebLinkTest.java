package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8288, "Web Linking"; the first examples are those of section 3.5. */
class WebLinkTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<http://example.com/TheBook/chapter2>; rel=\"previous\"; title=\"previous chapter\" | http://example.com/TheBook/chapter2 previous",
                "</>; rel=\"http://example.net/foo\"                          | / http://example.net/foo",
                "</terms>; rel=\"copyright\"; anchor=\"#foo\"                 | /terms copyright anchored",
                "</TheBook/chapter2>; rel=\"previous\"; title*=UTF-8'de'letztes%20Kapitel, </TheBook/chapter4>; rel=\"next\"; title*=UTF-8'de'n%c3%a4chstes%20Kapitel | /TheBook/chapter2 previous;/TheBook/chapter4 next",
                "<http://example.org/>; rel=\"start http://example.net/relation/other\" | http://example.org/ start http://example.net/relation/other",
                "<https://example.org/>; rel=\"start\", <https://example.org/index>; rel=\"index\" | https://example.org/ start;https://example.org/index index",
            })
    void example_isRead_section3_5(String field, String links) {
        assertThat(read(field)).isEqualTo(links);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a,b;c>;rel=next,<d>;rel=prev         | a,b;c next;d prev",
                "<a>;rel=next;rel=prev                 | a next",
                "<a> ; REL = \"ne\\xt\" ; x            | a next",
                "<a>; title=\"x, <b>; rel=prev\"; rel=next | a next",
                "<a>; title=\"x\\\", <b>\"; rel=next   | a next",
                "<a>; rel=\"next                       | a next",
                "<a>;;rel=next                         | a next",
                "<a>; rel=next junk, <b>; rel=prev     | a next junk;b prev",
                "<a>; rel=\"next\" junk, <b>; rel=prev | a next;b prev",
                "junk, <b>; rel=prev                   | b prev",
                ",, ,<b>; rel=prev,                    | b prev",
                "<>; rel=next                          | ` next`",
                "<a>                                   | `a `",
            })
    void field_isRead_appendixB(String field, String links) {
        assertThat(read(field)).isEqualTo(links.replace("`", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<", "<a", "a>; rel=next", ";", "=", "\"", ";rel=next"})
    void whatIsNoLink_isPassedOver(String field) {
        assertThat(read(field)).isEmpty();
    }

    @Test
    void hostileValues_areBounded() {
        assertThat(WebLink.parse("<a>;rel=next,".repeat(100_000), 7)).hasSize(7);
        assertThat(WebLink.parse("<,".repeat(1_000_000), 7)).isEmpty();
        assertThat(WebLink.parse("<a" + ";\"\\".repeat(1_000_000), 7)).isEmpty();
        assertThat(WebLink.parse("<a>" + ";".repeat(1_000_000), 7)).hasSize(1);
    }

    private static String read(String field) {
        StringBuilder links = new StringBuilder();
        for (WebLink link : WebLink.parse(field, 100)) {
            links.append(links.isEmpty() ? "" : ";")
                    .append(link.target())
                    .append(' ')
                    .append(link.rel())
                    .append(link.anchored() ? " anchored" : "");
        }
        return links.toString();
    }
}
