package io.orbweaver.url;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), cut to 64 bits. Stateless, safe in any thread. */
final class Sha256 {
    private Sha256() {}

    /** Returns the first 8 bytes of the digest as a big-endian number. */
    static long first8Bytes(byte[] text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
