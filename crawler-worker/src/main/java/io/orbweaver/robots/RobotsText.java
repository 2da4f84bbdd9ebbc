package io.orbweaver.robots;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import io.orbweaver.robots.RobotsRules.Rule;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the text of a robots.txt: RFC 9309 section 2.2, its lines and groups by crawler-commons. Stateless; safe for
 * any thread. There is no text it fails on: lines that mean nothing are passed over.
 */
public final class RobotsText {

    /** Bytes of a file that count; RFC 9309 section 2.5 asks for 500 KiB at least. */
    public static final int MAX_BYTES = 512 * 1024;

    /** Sitemaps of a file that are kept. */
    static final int MAX_SITEMAPS = 1_000;

    /** Characters of a sitemap's URL; longer ones are dropped. */
    static final int MAX_SITEMAP_LENGTH = 8_192;

    private static final byte[] ENCODED_BRACKET = "%3C".getBytes(StandardCharsets.US_ASCII);

    private RobotsText() {}

    /** Reads a file that is there from beginning to end. */
    public static RobotsRules parse(byte[] body, String agentToken) {
        return parse(body, true, agentToken);
    }

    /**
     * Reads a file.
     *
     * @param whole whether the body ends where the file ends; else its last line is passed over, as a path cut short
     *     would hold for more than was meant
     * @param agentToken our product token; empty where there is none, then only groups for {@code *} hold
     */
    public static RobotsRules parse(byte[] body, boolean whole, String agentToken) {
        byte[] text = text(body, whole && body.length <= MAX_BYTES);
        // A delay is never a reason to disallow everything, as it is there by default above five minutes.
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
        SimpleRobotRules read =
                parser.parseContent("", text, "text/plain", Set.of(agentToken.toLowerCase(Locale.ROOT)));
        List<Rule> rules = new ArrayList<>(read.getRobotRules().size());
        for (SimpleRobotRules.RobotRule rule : read.getRobotRules()) {
            rules.add(new Rule(rule.isAllow(), PathPattern.ofRule(rule.getPrefix())));
        }
        long delay = read.getCrawlDelay();
        boolean delayed = delay != BaseRobotRules.UNSET_CRAWL_DELAY && delay >= 0;
        return new RobotsRules(rules, delayed ? Duration.ofMillis(delay) : null, sitemaps(read));
    }

    private static List<String> sitemaps(SimpleRobotRules read) {
        return read.getSitemaps().stream()
                .filter(sitemap -> sitemap.length() <= MAX_SITEMAP_LENGTH)
                .filter(sitemap -> sitemap.startsWith("http://") || sitemap.startsWith("https://"))
                .limit(MAX_SITEMAPS)
                .toList();
    }

    /**
     * Prepares the bytes: a byte order mark goes, also one that is not whole; opening angle brackets are encoded, which
     * changes no path but keeps the parser from taking the file for HTML: it would honour lines that RFC 9309 does not
     * know, and strip tags in quadratic time.
     */
    private static byte[] text(byte[] body, boolean whole) {
        int end = Math.min(body.length, MAX_BYTES);
        if (!whole) {
            while (end > 0 && body[end - 1] != '\n' && body[end - 1] != '\r') {
                end--;
            }
        }
        int start = 0;
        int[] mark = {0xef, 0xbb, 0xbf};
        while (start < mark.length && start < end && (body[start] & 0xff) == mark[start]) {
            start++;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(end - start + 64);
        for (int i = start; i < end; i++) {
            if (body[i] == '<') {
                text.writeBytes(ENCODED_BRACKET);
            } else {
                text.write(body[i]);
            }
        }
        return text.toByteArray();
    }
}
