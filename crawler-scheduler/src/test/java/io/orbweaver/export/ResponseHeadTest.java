package io.orbweaver.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The head agrees with a body of five bytes afterwards, and is otherwise as it was. */
class ResponseHeadTest {
    private static String unframed(String head) {
        return new String(ResponseHead.unframed(head.getBytes(ISO_8859_1), 5), ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length :\t5 \r\nX: a\r\n b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n: no name\r\nX-Content-Length: 9\r\nX:Transfer-Encoding: x\r\n\r\n",
            })
    void whatMisleadsNobodyStays(String head) {
        assertThat(unframed(head)).isEqualTo(head);
    }

    @Test
    void transferCodingIsRenamedWithItsContinuation() {
        assertThat(unframed("HTTP/1.1 200 OK\r\ntransfer-ENCODING: gzip,\r\n chunked\r\nX: a\r\n\r\n"))
                .isEqualTo("HTTP/1.1 200 OK\r\nX-Crawler-transfer-ENCODING: gzip,\r\n chunked\r\nX: a\r\n"
                        + "Content-Length: 5\r\n\r\n");
    }

    @Test
    void oneRightLengthIsEnough() {
        assertThat(
                        unframed(
                                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Crawler-Transfer-Encoding: chunked\r\n"
                        + "X-Crawler-Content-Length: 5\r\n\r\n");
    }

    @Test
    void aWrongLengthIsRenamed() {
        assertThat(unframed("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\n"))
                .isEqualTo("HTTP/1.1 200 OK\r\nX-Crawler-Content-Length: 7\r\nContent-Length: 5\r\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\n", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nX", "\n\n\n"})
    void whatIsNoHeadStaysToo(String head) {
        assertThat(unframed(head)).isEqualTo(head);
    }
}
