package io.orbweaver.testweb.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DnsServerTest {
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int TEXT = 16;

    private static TestWeb web;

    @BeforeAll
    static void start() {
        web = TestWeb.start(TestWebOptions.defaults()
                .withPagesPerHost(1)
                .withDnsTtl(Duration.ofSeconds(7))
                .withNames(Map.of(
                        "h1.test", NameRule.serverFailure(),
                        "h2.test", NameRule.silent(),
                        "h3.test", NameRule.changing(web(3), "10.0.0.1"),
                        "metadata.test", NameRule.addresses("169.254.169.254", "10.0.0.1", "fe80::1"),
                        "h4.test", NameRule.unknownName())));
    }

    @AfterAll
    static void stop() {
        web.close();
    }

    @Test
    void hostsHaveTheirAddress() throws IOException {
        Reply reply = ask("h5.test", A);
        assertThat(reply.code()).isZero();
        assertThat(reply.addresses()).containsExactly(web.hostAddress(5));
        assertThat(reply.ttl()).isEqualTo(7);
        assertThat(ask("H6.tEST", A).addresses()).containsExactly(web.hostAddress(6));
        assertThat(web.dnsQueries("h6.test")).isEqualTo(1);
    }

    @Test
    void hostsHaveNoOtherRecords() throws IOException {
        assertThat(ask("h5.test", AAAA)).isEqualTo(new Reply(0, List.of(), -1));
        assertThat(ask("h5.test", TEXT)).isEqualTo(new Reply(0, List.of(), -1));
    }

    @Test
    void otherNamesDoNotExist() throws IOException {
        assertThat(ask("nobody.example", A).code()).isEqualTo(3);
        assertThat(ask("h4.test", A).code()).isEqualTo(3);
    }

    @Test
    void namesMayFail() throws IOException {
        assertThat(ask("h1.test", A).code()).isEqualTo(2);
        assertThatThrownBy(() -> ask("h2.test", A)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void namesMayLeadElsewhere() throws IOException {
        assertThat(ask("metadata.test", A).addresses()).containsExactly("169.254.169.254", "10.0.0.1");
        assertThat(ask("metadata.test", AAAA).addresses()).containsExactly("fe80:0:0:0:0:0:0:1");
    }

    @Test
    void addressesMayChange() throws IOException {
        assertThat(ask("h3.test", A).addresses()).containsExactly("127.1.0.4");
        assertThat(ask("h3.test", A).addresses()).containsExactly("10.0.0.1");
        assertThat(ask("h3.test", A).addresses()).containsExactly("10.0.0.1");
    }

    private static String web(int host) {
        return "127.1.0." + (host + 1);
    }

    private static Reply ask(String name, int type) throws IOException {
        String[] server = web.dnsAddress().split(":");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream query = new DataOutputStream(bytes);
        query.writeLong(0x1234_0100_0001_0000L);
        query.writeInt(0);
        for (String label : name.split("\\.")) {
            query.writeByte(label.length());
            query.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        query.writeByte(0);
        query.writeShort(type);
        query.writeShort(1);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(name.equals("h2.test") ? 200 : 5000);
            socket.send(new DatagramPacket(
                    bytes.toByteArray(), bytes.size(), InetAddress.getByName(server[0]), Integer.parseInt(server[1])));
            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            return read(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()), bytes.size());
        }
    }

    private static Reply read(ByteBuffer answer, int questionEnd) throws IOException {
        assertThat(answer.getShort(0)).isEqualTo((short) 0x1234);
        assertThat(answer.getShort(2) & 0x8500).isEqualTo(0x8500);
        List<String> addresses = new ArrayList<>();
        int ttl = -1;
        answer.position(questionEnd);
        for (int left = answer.getShort(6); left > 0; left--) {
            assertThat(answer.getShort()).isEqualTo((short) 0xC00C);
            answer.getInt();
            ttl = answer.getInt();
            byte[] address = new byte[answer.getShort()];
            answer.get(address);
            addresses.add(InetAddress.getByAddress(address).getHostAddress());
        }
        assertThat(answer.hasRemaining()).isFalse();
        return new Reply(answer.getShort(2) & 15, addresses, ttl);
    }

    private record Reply(int code, List<String> addresses, int ttl) {}
}
