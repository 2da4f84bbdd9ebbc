package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP://Example.COM | http://example.com/",
                "https://example.com:443/ | https://example.com/",
                "http://example.com:443/ | http://example.com:443/",
                "http://example.com:/ | http://example.com/",
                "http://user:secret@example.com/ | http://example.com/",
                "http://example.com./ | http://example.com/",
                "http://example.com/a?b#c | http://example.com/a?b",
                "http://example.com/? | http://example.com/?",
                "http://example.com?b=2&a=1 | http://example.com/?b=2&a=1",
                "http://example.com/%7euser/%c3%a9%2f | http://example.com/~user/%C3%A9%2F",
                "http://example.com/a/%2E%2e/b/%2e | http://example.com/b/",
                "http://example.com/é?ü='^' | http://example.com/%C3%A9?%C3%BC=%27^%27",
                "http://example.com/a^b | http://example.com/a%5Eb",
                "http://example.com/%%32e%%34%31 | http://example.com/%%32e%%341",
                "http://example.com/%2%65 | http://example.com/%2%65",
                "http://example.com\\a\\b | http://example.com/a/b",
                "http:/example.com/ | http://example.com/",
                "http://0x7f.1/ | http://127.0.0.1/",
                "http://2130706433/ | http://127.0.0.1/",
                "http://[2001:DB8:0:0:1:0:0:1]/ | http://[2001:db8::1:0:0:1]/",
                "http://[::ffff:192.0.2.1]/ | http://[::ffff:c000:201]/",
                "http://Bücher.example/ | http://xn--bcher-kva.example/",
                "http://straße.example/ | http://xn--strae-oqa.example/",
                "http://%65xample.com/ | http://example.com/"
            })
    void normalises(String text, String expected) {
        assertThat(Url.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/b",
                "mailto:a@example.com",
                "javascript:void(0)",
                "data:text/html,x",
                "ftp://example.com/",
                "http://",
                "http://user@/",
                "http://example.com:65536/",
                "http://example.com:8o/",
                "http://a..b/",
                "http://exa mple.com/",
                "http://1.2.3.256/",
                "http://[1:2:3:4:5:6:7:8:9]/",
                "http://[::1/",
                "http://xn--0/"
            })
    void refusesWhatIsNoUsableUrl(String text) {
        assertThat(Url.parse(text)).isNull();
    }

    /** RFC 1035, section 2.3.4. */
    @Test
    void refusesNamesThatTheDnsCannotHold() {
        assertThat(Url.parse("http://" + "a".repeat(63) + ".com/")).isNotNull();
        assertThat(Url.parse("http://" + "a".repeat(64) + ".com/")).isNull();
        String longest = "a.".repeat(126) + "b";
        assertThat(Url.parse("http://" + longest + "/")).isNotNull();
        assertThat(Url.parse("http://" + longest + "b/")).isNull();
    }

    @Test
    void refusesWhatIsTooLong() {
        String origin = "http://example.com/";
        assertThat(Url.parse(origin + "a".repeat(Url.MAX_LENGTH - origin.length())))
                .isNotNull();
        assertThat(Url.parse(origin + "a".repeat(Url.MAX_LENGTH + 1 - origin.length())))
                .isNull();
        assertThat(Url.parse(origin + "./".repeat(UrlParser.MAX_REFERENCE_LENGTH)))
                .isNull();
    }

    @Test
    void tellsItsParts() {
        Url url = Url.of(true, "www.example.com", 8443, "/a?b");
        assertThat(url).isEqualTo(Url.parse("https://www.example.com:8443/a?b"));
        assertThat(url.scheme()).isEqualTo("https");
        assertThat(url.authority()).isEqualTo("www.example.com:8443");
        assertThat(url.origin()).isEqualTo("https://www.example.com:8443");
        assertThat(url.pathAndQuery()).isEqualTo("/a?b");
        assertThat(url).isNotEqualTo(Url.of(false, "www.example.com", 8443, "/a?b"));
    }
}
