package io.orbweaver.crawl;

import io.orbweaver.url.Url;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with texts that users write into a crawl, on the command line and over REST alike: each method
 * returns a sentence for the user, or null where nothing is. Pure.
 */
public final class UserText {
    private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** A colon before digits is that of a port. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(?!\\d+(?:[/?#]|$))");

    /** They frame a message or belong to the connection (RFC 9110, section 7.6.1): a wrong one makes another request. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "keep-alive",
            "proxy-connection",
            "accept-encoding");

    private UserText() {}

    /** Takes what a browser takes, blanks around it included, if only it has a scheme. */
    public static @Nullable String urlProblem(String text) {
        if (Url.parse(text) != null) {
            return null;
        }
        Matcher scheme = SCHEME.matcher(text.strip());
        if (scheme.lookingAt()) {
            return scheme.group(1).matches("(?i)https?")
                    ? malformed(text)
                    : "The URL '" + text + "' is neither http nor https: give a URL that begins with https://.";
        }
        String complete = "https://" + text.strip().replaceFirst("^//", "");
        return text.strip().startsWith("/") && !text.strip().startsWith("//") || Url.parse(complete) == null
                ? malformed(text)
                : "The URL '" + text + "' lacks its scheme: write " + complete + ".";
    }

    private static String malformed(String text) {
        return "'" + text + "' is no URL: write it like https://example.com/path.";
    }

    /** Whether the text has the form of a field's name. */
    public static boolean fieldName(String text) {
        return FIELD_NAME.matcher(text).matches();
    }

    /** Returns what is wrong with the name of a request field that a crawl is to send. */
    public static @Nullable String fieldNameProblem(String name) {
        if (!fieldName(name)) {
            return "is no name of a header field: write letters, digits and dashes";
        }
        return OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))
                ? "is set by the crawler itself, for each request: leave it out"
                : null;
    }

    /** Whether the text can be the value of a field: a line end in it would begin another field. */
    public static boolean printable(String text) {
        return text.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
    }
}
