package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is on disk: a value that changes here makes every store unreadable. */
class StableHashTest {
    @ParameterizedTest
    @CsvSource({"'',ef46db3751d8e999", "a,d24ec4f1a98c6e5b", "abc,44bc2cf5ad770999"})
    void hashesPublishedTexts(String text, String expected) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(XxHash64.hash(bytes, 0, bytes.length)).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }

    /** The sanity buffer of the reference implementation, seed 0. */
    @ParameterizedTest
    @CsvSource({"0,ef46db3751d8e999", "1,e934a84adb052768", "14,8282dcc4994e35c8", "222,b641ae8cb691c174"})
    void hashesTheReferenceBuffer(int length, String expected) {
        byte[] buffer = new byte[length + 3];
        long generator = 2654435761L;
        for (int i = 0; i < length; i++) {
            buffer[i + 3] = (byte) (generator >>> 56);
            generator *= 0x9E3779B185EBCA8DL;
        }
        assertThat(XxHash64.hash(buffer, 3, buffer.length)).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }

    /** The values are those of another implementation of SHA-256. */
    @ParameterizedTest
    @CsvSource({"example.com,a379a6f6eeafb9a5", "[::1],6d16ab695dd7911d", "xn--mnchen-3ya.de,dc2c4828470884f5"})
    void hashesHosts(String host, String expected) {
        assertThat(Url.of(true, host, 443, "/").hostHash()).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }

    @ParameterizedTest
    @CsvSource({"example.com,4096,2469", "example.com,16,5", "example.com,7,3", "[::1],4096,285", "[::1],7,0"})
    void choosesShards(String domain, int shards, int expected) {
        assertThat(Shards.of(domain, shards)).isEqualTo(expected);
        assertThat(Shards.of(Url.of(false, domain, 80, "/a"), shards)).isEqualTo(expected);
    }

    @Test
    void hashesTheWholeNormalForm() {
        byte[] text = "https://example.com/a?b".getBytes(StandardCharsets.US_ASCII);
        assertThat(Url.of(true, "example.com", 443, "/a?b").urlHash())
                .isEqualTo(XxHash64.hash(text, 0, text.length))
                .isEqualTo(-7667007054152346098L);
    }
}
