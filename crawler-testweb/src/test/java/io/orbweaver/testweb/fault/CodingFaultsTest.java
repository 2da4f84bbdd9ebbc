package io.orbweaver.testweb.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is called sound must be so to others, and what is not must not. */
class CodingFaultsTest {
    private static final long BOMB = 64L << 20;

    private final FaultServer server =
            FaultServer.start(FaultOptions.defaults().withAddress("127.1.254.2").withBombSize(BOMB));

    @AfterEach
    void close() {
        server.close();
    }

    private byte[] body(Fault fault) throws IOException {
        try (FaultClient client = new FaultClient(server)) {
            client.ask(fault);
            return client.bytes(FaultClient.length(client.head()));
        }
    }

    private static InputStream decoding(Fault fault, InputStream body) throws IOException {
        if (fault.name().startsWith("GZIP")) {
            return new GZIPInputStream(body);
        }
        return fault.name().startsWith("ZSTD") ? new ZstdInputStreamNoFinalizer(body) : new BrotliInputStream(body);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"GZIP", "GZIP_MEMBERS", "GZIP_PADDED", "BROTLI", "ZSTD", "ZSTD_FRAMES"})
    void soundBodiesAreTheText(Fault fault) throws IOException {
        assertThat(decoding(fault, new ByteArrayInputStream(body(fault))).readAllBytes())
                .isEqualTo(CodingFaults.TEXT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BROTLI_TRUNCATED", "BROTLI_CORRUPT", "BROTLI_NOT", "ZSTD_TRUNCATED", "ZSTD_CORRUPT", "ZSTD_NOT"})
    void unsoundBodiesAreNot(Fault fault) throws IOException {
        byte[] body = body(fault);
        assertThatThrownBy(() -> decoding(fault, new ByteArrayInputStream(body)).readAllBytes())
                .isInstanceOf(IOException.class);
    }

    @Test
    void codingsAreAppliedInTheOrderOfTheirNames() throws IOException {
        InputStream gzip = new BrotliInputStream(new ByteArrayInputStream(body(Fault.TWO_CODINGS)));
        assertThat(new GZIPInputStream(gzip).readAllBytes()).isEqualTo(CodingFaults.TEXT);
        InputStream plain = new ByteArrayInputStream(body(Fault.MANY_CODINGS));
        for (int coding = 0; coding < 10; coding++) {
            plain = new GZIPInputStream(plain);
        }
        assertThat(plain.readAllBytes()).isEqualTo(CodingFaults.TEXT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BROTLI_BOMB", "ZSTD_BOMB"})
    void bombsAreSound(Fault fault) throws IOException {
        try (FaultClient client = new FaultClient(server)) {
            client.ask(fault);
            client.head();
            long size = 0;
            byte[] part = new byte[1 << 16];
            InputStream zeros = decoding(fault, client.stream());
            for (int count = zeros.read(part); count >= 0; count = zeros.read(part)) {
                size += count;
            }
            assertThat(size).isEqualTo(BOMB);
        }
        assertThat(server.bytesSent(fault)).isLessThan(BOMB / 20_000);
    }
}
