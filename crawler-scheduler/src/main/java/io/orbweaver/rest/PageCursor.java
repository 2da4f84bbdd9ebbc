package io.orbweaver.rest;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Where a walk through the pages of a crawl goes on; users see it as a text without a meaning.
 *
 * @param after the order on the shard of the last page seen, zero for none
 */
record PageCursor(int crawl, int shard, long after) {
    private static final byte FORMAT = 1;
    private static final int BYTES = 1 + 4 + 2 + 8;

    String text() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .put(FORMAT)
                .putInt(crawl)
                .putShort((short) shard)
                .putLong(after)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException where it is not one of that crawl */
    static PageCursor parse(String text, int crawl, int shards) {
        byte[] bytes = decoded(text);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length == BYTES && in.get() == FORMAT) {
            PageCursor cursor = new PageCursor(in.getInt(), in.getShort() & 0xffff, in.getLong());
            if (cursor.crawl == crawl && cursor.shard < shards && cursor.after >= 0) {
                return cursor;
            }
        }
        throw new IllegalArgumentException("is not what this list gave as next");
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // As good as empty: neither is a cursor.
            return new byte[0];
        }
    }
}
