package io.orbweaver.robots;

/** The name under which robots.txt and robots metas address us: RFC 9309 section 2.2.1. Stateless. */
public final class RobotsAgent {

    private RobotsAgent() {}

    /**
     * Returns the first product name of a user agent (RFC 9110 section 10.1.5): {@code FooBot} of {@code FooBot/2.1
     * (+https://foo.test)}. Empty where the text begins with none: then only groups for {@code *} hold.
     */
    public static String token(String userAgent) {
        String text = userAgent.strip();
        int end = 0;
        while (end < text.length() && "/ \t(".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end);
    }
}
