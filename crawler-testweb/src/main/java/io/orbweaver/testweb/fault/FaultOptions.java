package io.orbweaver.testweb.fault;

import io.orbweaver.testweb.tls.ServerCertificate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How {@link FaultServer} misbehaves.
 *
 * @param address a loopback address to listen on
 * @param port zero means any free one
 * @param slowInterval longer than a client is to wait for a byte
 * @param fastInterval shorter than a client is to wait for a byte
 * @param retryAfter in whole seconds
 * @param bombSize in bytes after decompression, of which only whole MiB count
 * @param hugeHead in bytes
 * @param certificate null means plain HTTP
 */
public record FaultOptions(
        String address,
        int port,
        Duration slowInterval,
        Duration fastInterval,
        Duration retryAfter,
        long bombSize,
        int hugeHead,
        @Nullable ServerCertificate certificate) {

    public FaultOptions {
        if (!address.startsWith("127.")) {
            throw new IllegalArgumentException("The address is not in 127.0.0.0/8");
        }
    }

    public static FaultOptions defaults() {
        return new FaultOptions(
                "127.1.254.1",
                0,
                Duration.ofSeconds(2),
                Duration.ofMillis(20),
                Duration.ofSeconds(2),
                1L << 30,
                1 << 20,
                null);
    }

    public FaultOptions withAddress(String changed) {
        return new FaultOptions(changed, port, slowInterval, fastInterval, retryAfter, bombSize, hugeHead, certificate);
    }

    public FaultOptions withSlowInterval(Duration changed) {
        return new FaultOptions(address, port, changed, fastInterval, retryAfter, bombSize, hugeHead, certificate);
    }

    public FaultOptions withFastInterval(Duration changed) {
        return new FaultOptions(address, port, slowInterval, changed, retryAfter, bombSize, hugeHead, certificate);
    }

    public FaultOptions withRetryAfter(Duration changed) {
        return new FaultOptions(address, port, slowInterval, fastInterval, changed, bombSize, hugeHead, certificate);
    }

    public FaultOptions withBombSize(long changed) {
        return new FaultOptions(address, port, slowInterval, fastInterval, retryAfter, changed, hugeHead, certificate);
    }

    public FaultOptions withCertificate(@Nullable ServerCertificate changed) {
        return new FaultOptions(address, port, slowInterval, fastInterval, retryAfter, bombSize, hugeHead, changed);
    }
}
