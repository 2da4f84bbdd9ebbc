package io.orbweaver.url;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parses, resolves and normalises one URL after another, as {@link Url} describes, in buffers it keeps: of an ordinary
 * link on a page, the URL and the text of its path are all that is allocated. For one thread at a time.
 *
 * <p>Nothing that is put in makes it throw; what is no usable URL becomes null.
 */
public final class UrlParser {
    /** The longest reference that is looked at, in bytes of UTF-8 (characters above U+007F count three), trimmed. */
    public static final int MAX_REFERENCE_LENGTH = 4 * Url.MAX_LENGTH;

    // "https://" and the longest host with port and slash.
    private static final int MAX_ORIGIN = 8 + 253 + 6 + 1;

    private final Reference reference = new Reference();
    private final NormalForm normalForm = new NormalForm();

    // The last base in bytes: the links of a page come one after the other.
    private @Nullable Url base;
    private byte[] baseText = new byte[256];
    private int baseLength;
    private int basePathStart;
    private int basePathEnd;
    private int baseDirectoryEnd;

    /** Returns the normal form of an absolute http or https URL, or null where the text is not one. */
    public @Nullable Url parse(CharSequence text) {
        return reference.load(text) ? read(null) : null;
    }

    /** Returns what a reference found on the page at a URL points to, or null where it is no http or https URL. */
    public @Nullable Url resolve(Url page, CharSequence text) {
        return reference.load(text) ? read(page) : null;
    }

    /**
     * Returns what a reference in UTF-8, from {@code from} up to, not including, {@code to}, points to. Bytes in path and
     * query that are no UTF-8 are percent-encoded as they are.
     */
    public @Nullable Url resolve(Url page, byte[] utf8, int from, int to) {
        return reference.load(utf8, from, to) ? read(page) : null;
    }

    /** The standard's "scheme state" to "special authority slashes state". */
    private @Nullable Url read(@Nullable Url page) {
        int colon = reference.schemeEnd();
        if (colon < 0) {
            return page == null ? null : relative(page, 0);
        }
        boolean https = reference.schemeIs("https", colon);
        if (!https && !reference.schemeIs("http", colon)) {
            return null;
        }
        int behind = colon + 1;
        boolean slashes = reference.at(behind) == '/' && reference.at(behind + 1) == '/';
        if (page != null && page.https() == https && !slashes) {
            return relative(page, behind);
        }
        return absolute(https, behind);
    }

    /** The "relative state" and "relative slash state". */
    private @Nullable Url relative(Url page, int from) {
        int to = reference.length();
        if (from == to) {
            return page;
        }
        byte[] text = reference.bytes();
        if (reference.isSlash(from) && reference.isSlash(from + 1)) {
            return absolute(page.https(), from + 2);
        }
        remember(page);
        normalForm.start(baseLength + 3 * to + 1);
        if (text[from] == '?') {
            copyBase(basePathEnd);
            normalForm.query(text, from, to);
        } else if (reference.isSlash(from)) {
            copyBase(basePathStart + 1);
            normalForm.query(text, normalForm.path(text, from + 1, to), to);
        } else {
            copyBase(baseDirectoryEnd);
            normalForm.query(text, normalForm.path(text, from, to), to);
        }
        return finish(page.https(), page.hostEntry(), page.port());
    }

    /** The "authority state", "host state" and "port state"; user name and password are skipped. */
    private @Nullable Url absolute(boolean https, int from) {
        byte[] text = reference.bytes();
        int to = reference.length();
        int hostStart = from;
        while (reference.isSlash(hostStart)) {
            hostStart++;
        }
        int authorityEnd = hostStart;
        for (; authorityEnd < to && !endsAuthority(text[authorityEnd]); authorityEnd++) {
            if (text[authorityEnd] == '@') {
                hostStart = authorityEnd + 1;
            }
        }
        int hostEnd = hostStart;
        boolean brackets = false;
        for (; hostEnd < authorityEnd && (brackets || text[hostEnd] != ':'); hostEnd++) {
            brackets = text[hostEnd] == '[' || brackets && text[hostEnd] != ']';
        }
        int port = hostEnd == authorityEnd ? Url.defaultPort(https) : port(https, hostEnd + 1, authorityEnd);
        if (port < 0) {
            return null;
        }
        Host host = host(text, hostStart, hostEnd);
        if (host == null) {
            return null;
        }
        normalForm.start(MAX_ORIGIN + 3 * (to - authorityEnd));
        normalForm.text(https ? "https://" : "http://");
        normalForm.text(host.name());
        if (port != Url.defaultPort(https)) {
            normalForm.text(":");
            normalForm.text(Integer.toString(port));
        }
        normalForm.pathStartsAt(normalForm.length());
        normalForm.text("/");
        int path = reference.isSlash(authorityEnd) ? authorityEnd + 1 : authorityEnd;
        normalForm.query(text, normalForm.path(text, path, to), to);
        return finish(https, host, port);
    }

    private static boolean endsAuthority(byte b) {
        return b == '/' || b == '\\' || b == '?';
    }

    /** Returns the port, the default one where the digits are missing, or -1 where it is none. */
    private int port(boolean https, int from, int to) {
        byte[] text = reference.bytes();
        int port = 0;
        for (int i = from; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
            port = 10 * port + text[i] - '0';
            if (port > 65535) {
                return -1;
            }
        }
        return from == to ? Url.defaultPort(https) : port;
    }

    private static @Nullable Host host(byte[] text, int from, int to) {
        int hash = HostCache.hash(text, from, to);
        Host host = HostCache.SHARED.find(text, from, to, hash);
        if (host == null) {
            host = HostParser.parse(text, from, to);
            if (host != null) {
                HostCache.SHARED.put(Arrays.copyOfRange(text, from, to), hash, host);
            }
        }
        return host;
    }

    private void remember(Url page) {
        if (page == base) {
            return;
        }
        base = page;
        String origin = page.origin();
        String path = page.pathAndQuery();
        baseLength = origin.length() + path.length();
        if (baseText.length < baseLength) {
            baseText = new byte[baseLength];
        }
        basePathStart = origin.length();
        copy(origin, 0);
        copy(path, basePathStart);
        int query = path.indexOf('?');
        int pathLength = query < 0 ? path.length() : query;
        basePathEnd = basePathStart + pathLength;
        baseDirectoryEnd = basePathStart + path.lastIndexOf('/', pathLength - 1) + 1;
    }

    private void copy(String ascii, int at) {
        for (int i = 0; i < ascii.length(); i++) {
            baseText[at + i] = (byte) ascii.charAt(i);
        }
    }

    private void copyBase(int to) {
        normalForm.text(baseText, to);
        normalForm.pathStartsAt(basePathStart);
    }

    private @Nullable Url finish(boolean https, Host host, int port) {
        if (normalForm.length() > Url.MAX_LENGTH) {
            return null;
        }
        return new Url(https, host, port, normalForm.pathAndQuery(), normalForm.hash());
    }
}
