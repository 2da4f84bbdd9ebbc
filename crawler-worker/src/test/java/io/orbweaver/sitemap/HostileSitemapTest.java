package io.orbweaver.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sitemap made to hurt costs no more than one of its size may, and what stands before the trick counts. */
class HostileSitemapTest {
    private static final String START =
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>http://a.test/</loc></url>";

    @Test
    void entitiesAreNeitherMultipliedNorFetched() {
        String bomb = "<!DOCTYPE urlset [<!ENTITY a 'http://a.test/'>";
        for (char name = 'b'; name < 'z'; name++) {
            bomb += "<!ENTITY " + name + " '" + ("&" + (char) (name - 1) + ";").repeat(10) + "'>";
        }
        SitemapContent content = read(bomb + "]><urlset><url><loc>&y;</loc></url></urlset>");
        assertThat(content.urls()).isEmpty();
        assertThat(content.problem()).contains("DOCTYPE");
        content = read("<!DOCTYPE urlset [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                + "<urlset><url><loc>http://a.test/&x;</loc></url></urlset>");
        assertThat(content.urls()).isEmpty();
        assertThat(content.problem()).contains("DOCTYPE");
        content = read("<!DOCTYPE urlset SYSTEM 'http://127.31.0.1/d.dtd'>" + START + "</urlset>");
        assertThat(content.urls()).isEmpty();
    }

    /** What is repeated to make 60 MB, which are few bytes in gzip. */
    private enum Trick {
        NESTED(i -> "<a>"),
        NAMES(i -> "<n" + i + "/>"),
        ATTRIBUTE_NAMES(i -> "<a n" + i + "='1'/>"),
        NAMESPACES(i -> "<a xmlns:p='urn:" + i + "'/>"),
        INSTRUCTIONS(i -> "<?n" + i + "?>"),
        LONG_TAG(i -> i == 0 ? "<a b='" : "bbbbbbbbbbbbbbbbbbbb>"),
        LONG_COMMENT(i -> i == 0 ? "<!-- " : "- > -> -- >> <<"),
        LONG_INSTRUCTION(i -> i == 0 ? "<?n " : "xxxx > xxxxx"),
        LONG_CDATA(i -> i == 0 ? "<url><loc><![CDATA[" : "http://a.test/xxxx]>"),
        LONG_TEXT(i -> i == 0 ? "<url><loc>http://a.test/" : "xxxxxxxxxxxxxxxxxxxxxxxx"),
        BLANKS(i -> "                    ");

        private final IntFunction<String> piece;

        Trick(IntFunction<String> piece) {
            this.piece = piece;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatGrowsWithoutEndIsCut(Trick trick) {
        byte[] file = endless(trick);
        long start = System.nanoTime();
        SitemapContent content = SitemapReader.read(file);
        assertThat(content.urls()).hasSize(1);
        assertThat(content.problem()).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void moreUrlsThanTheProtocolAllowsAreNotRead() {
        StringBuilder file = new StringBuilder(START);
        for (int i = 1; i <= 60_000; i++) {
            file.append("<url><loc>http://a.test/").append(i).append("</loc></url>");
        }
        SitemapContent content = read(file.append("</urlset>").toString());
        assertThat(content.urls()).hasSize(SitemapReader.MAX_URLS);
        assertThat(content.problem()).contains("50000");
        content = read("http://a.test/x\nhttp://a.test/y\n".repeat(30_000));
        assertThat(content.urls()).hasSize(2);
        assertThat(content.problem()).contains("50000");
    }

    @Test
    void aLineWithoutEndIsNoUrl() {
        SitemapContent content =
                read("http://a.test/\n" + "http://a.test/" + "x".repeat(1 << 20) + "\nhttp://a.test/b");
        assertThat(content.urls()).hasSize(2);
        assertThat(content.invalid()).isEqualTo(1);
    }

    /** No file, however damaged, brings down who reads it. */
    @Test
    void anyDamageIsSurvived() {
        byte[] sound = (START + "<url><loc>http://a.test/b</loc></url></urlset><!-- c --><?d e?>")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(20260131);
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = sound.clone();
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                int at = random.nextInt(damaged.length);
                damaged[at] = random.nextBoolean() ? sound[random.nextInt(sound.length)] : (byte) random.nextInt(256);
            }
            assertThat(SitemapReader.read(damaged).urls().size()).isLessThanOrEqualTo(2);
        }
    }

    private static byte[] endless(Trick trick) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(START.getBytes(StandardCharsets.UTF_8));
            long size = 0;
            for (int i = 0; size < 60_000_000; i++) {
                byte[] piece = trick.piece.apply(i).getBytes(StandardCharsets.UTF_8);
                out.write(piece);
                size += piece.length;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static SitemapContent read(String file) {
        return SitemapReaderTest.read(file);
    }
}
