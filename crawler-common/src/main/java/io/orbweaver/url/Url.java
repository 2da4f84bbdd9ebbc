package io.orbweaver.url;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * An absolute {@code http} or {@code https} URL in normal form, without a fragment. Immutable; equal URLs have equal
 * text.
 */
public final class Url {
    private final boolean https;
    private final String host;
    private final int port;
    private final String pathAndQuery;

    private Url(boolean https, String host, int port, String pathAndQuery) {
        this.https = https;
        this.host = host;
        this.port = port;
        this.pathAndQuery = pathAndQuery;
    }

    /** Puts a URL together from parts that are in normal form already, as they come from the store. */
    public static Url of(boolean https, String host, int port, String pathAndQuery) {
        return new Url(https, host, port, pathAndQuery);
    }

    /** Returns the normal form of an absolute http or https URL, or null where the text is not one. */
    public static @Nullable Url parse(String text) {
        return from(URI.create(text));
    }

    /** Returns what a reference found on the page at this URL points to, or null where it is no http or https URL. */
    public @Nullable Url resolve(String reference) {
        return from(URI.create(toString()).resolve(reference));
    }

    private static @Nullable Url from(URI uri) {
        if (uri.getHost() == null) {
            return null;
        }
        boolean https = "https".equals(uri.getScheme());
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int port = uri.getPort() < 0 ? (https ? 443 : 80) : uri.getPort();
        return new Url(https, uri.getHost(), port, path + query);
    }

    public boolean https() {
        return https;
    }

    /** Returns the host: lower case, ASCII (punycode), IPv6 literals in brackets. */
    public String host() {
        return host;
    }

    /** Returns the port in force, the scheme's default where the URL names none. */
    public int port() {
        return port;
    }

    /** Returns path and query as they go into the request line: at least "/". */
    public String pathAndQuery() {
        return pathAndQuery;
    }

    /** Returns host and, where it is not the scheme's default, port: the value of the Host field. */
    public String authority() {
        return port == (https ? 443 : 80) ? host : host + ":" + port;
    }

    /** Returns scheme and authority: what robots.txt and sitemaps hold for. */
    public String origin() {
        return (https ? "https://" : "http://") + authority();
    }

    /** Returns 64 bits that stand for the host name, without scheme and port. */
    public long hostHash() {
        return hash(host);
    }

    /** Returns 64 bits that stand for the whole URL. */
    public long urlHash() {
        return hash(toString());
    }

    /** Returns the registrable domain of the host, or the host itself where it has none. */
    public String domain() {
        return host;
    }

    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return java.nio.ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Url url && url.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return origin() + pathAndQuery;
    }
}
