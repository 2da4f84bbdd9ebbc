package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrableDomainTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "a.b.example.com, example.com",
        "a.example.co.uk, example.co.uk",
        "co.uk, co.uk",
        "com, com",
        "localhost, localhost",
        "a.b.example.unlisted, example.unlisted",
        "example.unlisted, example.unlisted",
        // The private section.
        "a.someone.github.io, someone.github.io",
        "github.io, github.io",
        // A wildcard rule and its exception.
        "a.b.c.ck, b.c.ck",
        "c.ck, c.ck",
        "a.www.ck, www.ck",
        "127.0.0.1, 127.0.0.1",
        "[2001:db8::1], [2001:db8::1]",
        "shop.example.xn--p1ai, example.xn--p1ai"
    })
    void findsTheRegistrableDomain(String host, String expected) {
        assertThat(RegistrableDomain.of(host)).isEqualTo(expected);
        assertThat(Url.of(true, host, 443, "/").domain()).isEqualTo(expected);
    }
}
