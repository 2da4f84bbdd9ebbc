package io.orbweaver.parse;

/**
 * Tells whether bytes that stream by are UTF-8 (Unicode Standard, table 3-7). Chunks may cut characters, and one that is
 * cut off at the end does not count against UTF-8: bodies are cut at their limit.
 */
final class Utf8Check {
    private boolean valid = true;
    /** Bytes that are missing of the character under way, and the bounds of the next one. */
    private int missing;

    private int low;
    private int high;

    void add(byte[] in, int from, int to) {
        for (int at = from; at < to && valid; at++) {
            if (missing > 0) {
                next(in[at] & 0xff);
            } else if (in[at] < 0) {
                first(in[at] & 0xff);
            }
        }
    }

    boolean valid() {
        return valid;
    }

    private void next(int octet) {
        valid = octet >= low && octet <= high;
        missing--;
        low = 0x80;
        high = 0xbf;
    }

    private void first(int octet) {
        valid = octet >= 0xc2 && octet <= 0xf4;
        missing = octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
        low = 0x80;
        high = 0xbf;
        switch (octet) {
            case 0xe0 -> low = 0xa0;
            case 0xed -> high = 0x9f;
            case 0xf0 -> low = 0x90;
            case 0xf4 -> high = 0x8f;
            default -> {
                // No further bound.
            }
        }
    }
}
