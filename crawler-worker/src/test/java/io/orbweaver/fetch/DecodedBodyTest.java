package io.orbweaver.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DecodedBodyTest {
    private static final HeaderFields GZIP =
            new HeaderFields(List.of(new HeaderFields.Field("content-encoding", "gzip")));
    private static final byte[] PLAIN =
            "a body that is decoded again ".repeat(10_000).getBytes(ISO_8859_1);

    private static byte[] coded() throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
            out.write(PLAIN);
        }
        return coded.toByteArray();
    }

    @Test
    void aCodedBodyIsDecodedWhole() throws IOException {
        assertThat(DecodedBody.of(GZIP, coded(), Integer.MAX_VALUE)).isEqualTo(PLAIN);
    }

    @Test
    void itEndsAtTheLimit() throws IOException {
        assertThat(DecodedBody.of(GZIP, coded(), 1_000)).isEqualTo(Arrays.copyOf(PLAIN, 1_000));
        assertThat(DecodedBody.of(new HeaderFields(List.of()), PLAIN, 7)).isEqualTo(Arrays.copyOf(PLAIN, 7));
        assertThat(DecodedBody.of(GZIP, coded(), 0)).isEmpty();
    }

    @Test
    void whatWasCutGivesWhatCouldBeDecoded() throws IOException {
        byte[] coded = coded();
        byte[] decoded = DecodedBody.of(GZIP, Arrays.copyOf(coded, coded.length / 2), Integer.MAX_VALUE);

        assertThat(decoded).isNotEmpty().isEqualTo(Arrays.copyOf(PLAIN, decoded.length));
    }

    @Test
    void whatIsNotCodedAsItSaysGivesNothing() {
        assertThat(DecodedBody.of(GZIP, PLAIN, Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void fieldsAreReadFromAHeadAsItCame() {
        HeaderFields fields = HeaderFields.parse(
                "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\tc\r\nno colon\r\n d\r\nx :  e \r\nCONTENT-encoding:br\r\n\r\n"
                        .getBytes(ISO_8859_1));

        assertThat(fields.fields())
                .containsExactly(
                        new HeaderFields.Field("X", "a b c"),
                        new HeaderFields.Field("x", "e"),
                        new HeaderFields.Field("CONTENT-encoding", "br"));
        assertThat(fields.list("x")).isEqualTo("a b c,e");
    }
}
