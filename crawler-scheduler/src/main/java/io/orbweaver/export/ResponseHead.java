package io.orbweaver.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes the head of a response fit a body whose transfer coding was removed. Fields that would mislead who reads the two
 * together get a name that says so, {@code X-Crawler-} before their own; everything else stays byte for byte. Stateless.
 */
final class ResponseHead {
    private static final byte[] KEPT_AS = "X-Crawler-".getBytes(StandardCharsets.ISO_8859_1);

    private ResponseHead() {}

    /**
     * Renames Transfer-Encoding, and Content-Length unless it is the length of the body; where one of them was renamed
     * and no right length is left, it adds one at the end.
     *
     * @param head with the empty line at its end
     */
    static byte[] unframed(byte[] head, int bodyLength) {
        String length = Integer.toString(bodyLength);
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length + 64);
        boolean renamed = false;
        boolean right = false;
        int lastLine = lastLine(head);
        int at = endOfLine(head, 0);
        out.write(head, 0, at);
        while (at < lastLine) {
            int end = endOfField(head, at, lastLine);
            int colon = colon(head, at, end);
            String name = text(head, at, colon);
            boolean rightLength = name.equalsIgnoreCase("Content-Length")
                    && !right
                    && text(head, Math.min(colon + 1, end), end).equals(length);
            right |= rightLength;
            if (name.equalsIgnoreCase("Transfer-Encoding") || name.equalsIgnoreCase("Content-Length") && !rightLength) {
                out.writeBytes(KEPT_AS);
                renamed = true;
            }
            out.write(head, at, end - at);
            at = end;
        }
        if (renamed && !right) {
            out.writeBytes(("Content-Length: " + length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        out.write(head, lastLine, head.length - lastLine);
        return out.toByteArray();
    }

    /** Where the empty line at the end begins. */
    private static int lastLine(byte[] head) {
        int feed = head.length - 1;
        int before = feed > 0 && head[feed - 1] == '\r' ? feed - 1 : feed;
        return Math.max(before, endOfLine(head, 0));
    }

    private static int endOfLine(byte[] head, int from) {
        int at = from;
        while (at < head.length && head[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, head.length);
    }

    /** The lines that continue a field belong to it (RFC 9112 section 5.2). */
    private static int endOfField(byte[] head, int from, int limit) {
        int end = endOfLine(head, from);
        while (end < limit && (head[end] == ' ' || head[end] == '\t')) {
            end = endOfLine(head, end);
        }
        return Math.min(end, limit);
    }

    private static int colon(byte[] head, int from, int to) {
        int at = from;
        while (at < to && head[at] != ':') {
            at++;
        }
        return at;
    }

    private static String text(byte[] head, int from, int to) {
        return new String(head, from, to - from, StandardCharsets.ISO_8859_1).strip();
    }
}
