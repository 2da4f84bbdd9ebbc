package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A worker whose lease ends while its network is down had its requests in the kernel: closed in order, these went out
 * when the network came back, to hosts that others may have asked meanwhile. A connection that is reset sends nothing.
 */
class WithdrawnRequestTest {
    private final FetchFixture fixture = FetchFixture.usual();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void itsConnectionIsResetAndNotClosedInOrder() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            server.setSoTimeout(20_000);
            Future<FetchOutcome> outcome = fixture.start("http://127.0.0.1:" + server.getLocalPort() + "/");
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(20_000);
                InputStream request = connection.getInputStream();
                assertThat(request.read()).isEqualTo('G');

                fixture.fetcher().withdraw();

                assertThatThrownBy(request::readAllBytes)
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
                assertThatThrownBy(() -> FetchFixture.await(outcome)).isInstanceOf(WithdrawnException.class);
            }
        }
    }
}
