package io.orbweaver.url;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An absolute {@code http} or {@code https} URL in normal form. Immutable, safe in any thread; equal URLs have equal
 * text.
 *
 * <p>Text is read as the WHATWG URL Standard (section 4.4, "basic URL parser") reads it for the special schemes http and
 * https, with UTF-8 as the encoding of the query. The normal form is that standard's serialization with these
 * differences, which make equivalent URLs equal (RFC 3986, section 6.2) or concern what is never sent to a server:
 *
 * <ul>
 *   <li>the fragment is dropped;
 *   <li>user name and password are dropped: the crawler never logs in;
 *   <li>one trailing dot of the host is dropped;
 *   <li>a percent-encoded unreserved character is decoded and the hex digits of all other escapes are upper case (RFC
 *       3986, sections 6.2.2.1 and 6.2.2.2), except where decoding would make a new escape out of a stray "%".
 * </ul>
 *
 * <p>An empty query keeps its "?", as both standards have it (RFC 3986, section 6.2.3), and the parts of a query keep
 * their order. The normal form is ASCII, and normalising it again changes nothing.
 *
 * <p>Refused (null, never an exception) is everything else: another scheme, a relative reference without a base, a port
 * above 65535, a host that no resolver could look up (an empty label, a label above 63 or a name above 253 octets, RFC
 * 1035, section 2.3.4, or a character forbidden in hosts), a normal form above {@link #MAX_LENGTH} and a reference above
 * {@link UrlParser#MAX_REFERENCE_LENGTH}.
 */
public final class Url {
    /** The longest normal form, in bytes. */
    public static final int MAX_LENGTH = 4096;

    // Where no parser is at hand, each thread keeps one, as its buffers are worth more than the URL.
    private static final ThreadLocal<UrlParser> PARSER = ThreadLocal.withInitial(UrlParser::new);

    private final boolean https;
    private final Host host;
    private final int port;
    private final String pathAndQuery;
    private final long urlHash;

    Url(boolean https, Host host, int port, String pathAndQuery, long urlHash) {
        this.https = https;
        this.host = host;
        this.port = port;
        this.pathAndQuery = pathAndQuery;
        this.urlHash = urlHash;
    }

    /** Puts a URL together from parts that are in normal form already, as they come from the store; nothing is checked. */
    public static Url of(boolean https, String host, int port, String pathAndQuery) {
        byte[] text = text(https, host, port, pathAndQuery).getBytes(StandardCharsets.US_ASCII);
        return new Url(https, Host.of(host), port, pathAndQuery, XxHash64.hash(text, 0, text.length));
    }

    /** Returns the normal form of an absolute http or https URL, or null where the text is not one. */
    public static @Nullable Url parse(String text) {
        return PARSER.get().parse(text);
    }

    /** Returns what a reference found on the page at this URL points to, or null where it is no http or https URL. */
    public @Nullable Url resolve(String reference) {
        return PARSER.get().resolve(this, reference);
    }

    /** As {@link #resolve(String)} for a reference in UTF-8; bytes that are none are percent-encoded as they are. */
    public @Nullable Url resolve(byte[] reference) {
        return PARSER.get().resolve(this, reference, 0, reference.length);
    }

    /** Returns the port a scheme has where the URL names none. */
    static int defaultPort(boolean https) {
        return https ? 443 : 80;
    }

    public boolean https() {
        return https;
    }

    /** Returns the scheme: "http" or "https". */
    public String scheme() {
        return https ? "https" : "http";
    }

    /** Returns the host: lower case, ASCII (punycode), IPv6 literals in brackets. */
    public String host() {
        return host.name();
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
        return authority(https, host.name(), port);
    }

    /** Returns scheme and authority: what robots.txt and sitemaps hold for. */
    public String origin() {
        return text(https, host.name(), port, "");
    }

    /**
     * Returns 64 bits that stand for the host name, without scheme and port: the first 8 bytes, big-endian, of the
     * SHA-256 of {@link #host()}. It is on disk and never changes. Being cryptographic it keeps sites apart even where
     * somebody looks for names that collide.
     */
    public long hostHash() {
        return host.hash();
    }

    /** Returns 64 bits that stand for {@link #domain()}, as {@link Shards} uses them. */
    public long domainHash() {
        return host.domainHash();
    }

    /**
     * Returns 64 bits that stand for the whole URL: XXH64, seed 0, of {@link #toString()}. It is on disk and never
     * changes. A site can find URLs that collide, but, told apart by {@link #hostHash()}, only among its own.
     */
    public long urlHash() {
        return urlHash;
    }

    /**
     * Returns the registrable domain of the host by the Public Suffix List, its private section included; a suffix that
     * is not listed is one label long. An IP address, a single label and a public suffix stand for themselves.
     */
    public String domain() {
        return host.domain();
    }

    Host hostEntry() {
        return host;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Url url
                        && urlHash == url.urlHash
                        && https == url.https
                        && port == url.port
                        && host.equals(url.host)
                        && pathAndQuery.equals(url.pathAndQuery);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(urlHash);
    }

    @Override
    public String toString() {
        return text(https, host.name(), port, pathAndQuery);
    }

    private static String text(boolean https, String host, int port, String pathAndQuery) {
        return (https ? "https://" : "http://") + authority(https, host, port) + pathAndQuery;
    }

    private static String authority(boolean https, String host, int port) {
        return port == defaultPort(https) ? host : host + ":" + port;
    }
}
