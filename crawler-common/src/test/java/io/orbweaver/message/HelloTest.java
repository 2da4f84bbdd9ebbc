package io.orbweaver.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HelloTest {
    private static final Hello HELLO =
            new Hello("worker-1", "0123456789abcdef", new UUID(-1, 7), "1.0", "", 12, "http://127.0.0.1:8080");

    @Test
    void arrivesAsItWasSent() {
        assertThat(Hello.decode(HELLO.encode())).isEqualTo(HELLO);
        for (HelloReply reply : List.of(
                new HelloReply.Welcome("0123", 7, 256),
                new HelloReply.Refused("wrong cluster", false),
                new HelloReply.Refused("not yet", true))) {
            assertThat(HelloReply.decode(reply.encode())).isEqualTo(reply);
        }
    }

    @Test
    void whatIsNoneIsRefused() {
        byte[] cut = Arrays.copyOf(HELLO.encode(), 20);
        assertThatThrownBy(() -> Hello.decode(cut)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> Hello.decode(new byte[] {9})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> HelloReply.decode(new byte[] {9})).isInstanceOf(IllegalStateException.class);
    }
}
