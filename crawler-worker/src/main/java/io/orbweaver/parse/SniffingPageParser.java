package io.orbweaver.parse;

/**
 * Reads a body whose media type is not given: as a page if its first character beside white space is {@code <}, else
 * not at all. Far simpler than the MIME Sniffing Standard, which also ends at the first bytes. Keeps no more than
 * {@value #WINDOW} bytes until that is known.
 */
final class SniffingPageParser implements PageParser {

    /** Bytes within which the first character must come: the Standard's resource header. */
    static final int WINDOW = 1445;

    private PageParser parser;
    private int seen;
    private boolean decided;

    /** @param page reads the body if it is a page */
    SniffingPageParser(PageParser page) {
        this.parser = page;
    }

    @Override
    public void feed(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length && !decided; i++, seen++) {
            int octet = buffer[i] & 0xff;
            if (seen >= WINDOW || !blank(octet)) {
                decided = true;
                if (octet != '<') {
                    parser = new IgnoringPageParser();
                }
            }
        }
        parser.feed(buffer, offset, length);
    }

    @Override
    public int holds() {
        return parser.holds();
    }

    @Override
    public ParsedPage end() {
        return decided ? parser.end() : ParsedPage.NOTHING;
    }

    /** Bytes of a byte order mark, and the zeros of UTF-16, count as white space. */
    private static boolean blank(int octet) {
        return octet == 0
                || octet == 0xef
                || octet == 0xbb
                || octet == 0xbf
                || octet == 0xfe
                || octet == 0xff
                || octet == ' '
                || octet == '\t'
                || octet == '\n'
                || octet == '\r'
                || octet == '\f';
    }
}
