package io.orbweaver.testweb.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.testweb.fault.FaultOptions;
import io.orbweaver.testweb.fault.FaultServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class ServerCertificateTest {
    @Test
    void theValidOneIsTrusted() throws IOException {
        assertThat(status(ServerCertificate.VALID, "fault.test")).isEqualTo("HTTP/1.1 200");
        assertThat(status(ServerCertificate.VALID, "h0.test")).isEqualTo("HTTP/1.1 200");
    }

    @Test
    void theOthersAreNot() {
        assertThatThrownBy(() -> status(ServerCertificate.VALID, "elsewhere.example"))
                .isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(() -> status(ServerCertificate.WRONG_NAME, "fault.test"))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("fault.test");
        assertThatThrownBy(() -> status(ServerCertificate.EXPIRED, "fault.test"))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> status(ServerCertificate.SELF_SIGNED, "fault.test"))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void theAuthorityCanBeHandedOn() throws Exception {
        byte[] pem = ServerCertificate.authorityPem().getBytes(StandardCharsets.US_ASCII);
        assertThat(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)))
                .isEqualTo(ServerCertificate.authority());
    }

    @Test
    void aWebMayBeSecure() throws IOException {
        try (TestWeb web = TestWeb.start(TestWebOptions.defaults().withCertificate(ServerCertificate.VALID))) {
            assertThat(web.frontPage()).isEqualTo("https://h0.test:" + web.port() + "/");
            assertThat(web.links(0, 0)).allMatch(url -> url.startsWith("https://"));
            assertThat(status(web.hostAddress(3), web.port(), "h3.test", "/")).isEqualTo("HTTP/1.1 200");
        }
    }

    private static String status(ServerCertificate certificate, String name) throws IOException {
        try (FaultServer server = FaultServer.start(FaultOptions.defaults().withCertificate(certificate))) {
            return status(server.address(), server.port(), name, "/none");
        }
    }

    /** Returns the start of the status line, over a connection that was checked to be to the name. */
    private static String status(String address, int port, String name, String path) throws IOException {
        try (Socket plain = new Socket(address, port);
                SSLSocket socket = (SSLSocket)
                        ServerCertificate.clientContext().getSocketFactory().createSocket(plain, name, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + name + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }
}
