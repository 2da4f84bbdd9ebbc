package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.url.Url;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A body may be as large as memory allows; a document made of it would take many times as much. */
class HugePageTest {
    private static final int READ = 16 << 20;

    @Test
    void onlyTheFirstPartOfAHugePageIsKeptAndRead() {
        Url url = Objects.requireNonNull(Url.parse("http://example.com/"));
        HeaderFields html = new HeaderFields(List.of(new HeaderFields.Field("content-type", "text/html")));
        PageParser parser = PageParsers.open(url, html, "orbweaver");
        feed(parser, "<title>Huge</title><a href=first>1</a>");
        byte[] filler = new byte[1 << 20];
        Arrays.fill(filler, (byte) 'x');
        for (int megabytes = 0; megabytes < 40; megabytes++) {
            parser.feed(filler, 0, filler.length);
        }
        feed(parser, "<a href=last>2</a>");

        assertThat(parser.holds()).isEqualTo(READ);
        ParsedPage page = parser.end();
        assertThat(page.title()).isEqualTo("Huge");
        assertThat(page.links()).hasToString("[Link[target=http://example.com/first, nofollow=false]]");
    }

    @Test
    void whatIsNoPageIsNotKept() {
        Url url = Objects.requireNonNull(Url.parse("http://example.com/"));
        HeaderFields video = new HeaderFields(List.of(new HeaderFields.Field("content-type", "video/mp4")));
        PageParser parser = PageParsers.open(url, video, "orbweaver");
        feed(parser, "<a href=first>1</a>");
        assertThat(parser.holds()).isZero();
    }

    private static void feed(PageParser parser, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        parser.feed(bytes, 0, bytes.length);
    }
}
