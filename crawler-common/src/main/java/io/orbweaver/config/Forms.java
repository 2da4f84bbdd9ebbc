package io.orbweaver.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts of a certain form. Each method returns the text, or throws IllegalArgumentException with a sentence. Pure. */
final class Forms {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern BIND =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252})|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Set<String> PROXY_SCHEMES = Set.of("http", "socks4", "socks5");

    private Forms() {}

    /** What can stand in a header field: anything on one line. */
    static String line(String text) {
        if (text.chars().anyMatch(letter -> letter < ' ' || letter > '~') || text.length() > 1_000) {
            throw new IllegalArgumentException(
                    "'" + text + "' cannot stand in a header field: write one line of at most 1000 ASCII characters");
        }
        return text;
    }

    /** As {@link #line}, without repeating the text in the message. */
    static String secret(String text) {
        if (!text.matches("[!-~]{0,1000}")) {
            throw new IllegalArgumentException(
                    "it cannot stand in a header field: write up to 1000 ASCII characters without spaces");
        }
        return text;
    }

    static String contact(String text) {
        boolean url = text.startsWith("http://") || text.startsWith("https://");
        if (!text.isEmpty() && !url && !text.matches("[^\\s@]+@[^\\s@]+")) {
            throw new IllegalArgumentException("'" + text + "' is neither a URL nor a mail address");
        }
        return line(text);
    }

    static String nameOrEmpty(String text) {
        return text.isEmpty() ? text : name(text);
    }

    static String name(String text) {
        return checked(text, NAME, "name: write up to 64 letters, digits, dots, dashes and underscores");
    }

    static String path(String text) {
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("'" + text + "' is no path of a directory");
        }
        return text;
    }

    /** A host or address to listen on. */
    static String bind(String text) {
        return checked(text, BIND, "host name or address");
    }

    static String hostOrEmpty(String text) {
        return text.isEmpty() ? text : bind(text);
    }

    static String hostPort(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !HOST.matcher(text.substring(0, colon)).matches() || !port(text.substring(colon + 1))) {
            throw new IllegalArgumentException("'" + text + "' is not of the form HOST:PORT");
        }
        return text;
    }

    /** The port may be left out. */
    static String member(String text) {
        return HOST.matcher(text).matches() ? text : hostPort(text);
    }

    static String proxy(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && uri.getPort() > 0 && PROXY_SCHEMES.contains(uri.getScheme())) {
                return text;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(noProxy(text), e);
        }
        throw new IllegalArgumentException(noProxy(text));
    }

    private static String noProxy(String text) {
        return "'" + text + "' is no proxy: write one such as http://proxy.example:3128 or socks5://proxy.example:1080";
    }

    private static boolean port(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }

    private static String checked(String text, Pattern form, String what) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no " + what);
        }
        return text;
    }
}
