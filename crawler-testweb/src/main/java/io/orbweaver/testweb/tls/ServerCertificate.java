package io.orbweaver.testweb.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate a test server shows. All but one are for {@code h0.test} to {@code h63.test}, {@code fault.test},
 * {@code localhost} and the first addresses of the test servers.
 */
public enum ServerCertificate {
    /** Signed by the authority, until the year 2119. */
    VALID,
    /** Signed by the authority, until the end of 2020. */
    EXPIRED,
    /** Signed by the authority, for {@code elsewhere.example} only. */
    WRONG_NAME,
    /** Signed by itself. */
    SELF_SIGNED;

    private static final String STORE = "certificates.p12";
    private static final String AUTHORITY = "authority";
    private static final char[] PASSWORD = "testweb".toCharArray();

    /** Returns a context for servers that show this certificate. */
    public SSLContext context() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(), PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a PKCS12 key store with this certificate and its key alone, under {@link #password()}. */
    public byte[] pkcs12() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            keyStore().store(bytes, PASSWORD);
            return bytes.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String password() {
        return new String(PASSWORD);
    }

    /** Returns the certificate of the authority, to be trusted by clients. */
    public static Certificate authority() {
        try {
            return all().getCertificate(AUTHORITY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the certificate of the authority in PEM. */
    public static String authorityPem() {
        try {
            String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(authority().getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a context for clients that trust the authority and no other. */
    public static SSLContext clientContext() {
        try {
            KeyStore trusted = empty();
            trusted.setCertificateEntry(AUTHORITY, authority());
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore keyStore() throws GeneralSecurityException {
        String alias = name().toLowerCase(Locale.ROOT);
        KeyStore all = all();
        KeyStore one = empty();
        one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
        return one;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        return load(null);
    }

    private static KeyStore all() throws GeneralSecurityException {
        try (InputStream in = ServerCertificate.class.getResourceAsStream(STORE)) {
            if (in == null) {
                throw new IllegalStateException(STORE + " is missing");
            }
            return load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore load(@Nullable InputStream in) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
