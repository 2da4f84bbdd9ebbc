package io.orbweaver.message;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** The values of {@link io.orbweaver.store.Table#PAGES} and {@link io.orbweaver.store.Table#BODIES}. */
public final class RecordCodec {
    private RecordCodec() {}

    /** The shard is in the key. */
    public static byte[] encode(PageRecord page) {
        return new ByteWriter(512)
                .text(page.url())
                .optional(page.finalUrl())
                .text(page.host())
                .varint(page.status())
                .optional(page.contentType())
                .optional(page.charset())
                .optional(page.title())
                .varint(page.bytes())
                .varint(page.receivedBytes())
                .optional(page.truncated())
                .varint(page.depth())
                .optional(page.referrer())
                .varint(page.fetchedAt().toEpochMilli())
                .varint(page.durationMs())
                .optional(page.ip())
                .optional(page.protocol())
                .optional(page.digest())
                .optional(page.duplicateOf())
                .texts(page.redirectedFrom())
                .varint(page.links())
                .optional(page.canonical())
                .optional(page.language())
                .optional(page.etag())
                .optional(page.lastModified())
                .texts(page.robots())
                .toBytes();
    }

    public static PageRecord decode(int shard, byte[] value) {
        ByteReader in = new ByteReader(value);
        return new PageRecord(
                in.text(),
                in.optional(),
                in.text(),
                (int) in.varint(),
                in.optional(),
                in.optional(),
                in.optional(),
                in.varint(),
                in.varint(),
                in.optional(),
                (int) in.varint(),
                in.optional(),
                Instant.ofEpochMilli(in.varint()),
                in.varint(),
                in.optional(),
                in.optional(),
                in.optional(),
                in.optional(),
                in.texts(),
                (int) in.varint(),
                in.optional(),
                in.optional(),
                in.optional(),
                in.optional(),
                in.texts(),
                shard);
    }

    /** The heads of request and answer, and the body as received. */
    public static byte[] encodeMessages(byte[] request, byte[] response, byte[] body) {
        ByteWriter lengths = new ByteWriter(16).varint(request.length).varint(response.length);
        // Bodies are most of what is written: they are copied once.
        byte[] value = Arrays.copyOf(
                lengths.toBytes(), Math.addExact(lengths.length() + request.length + response.length, body.length));
        ByteBuffer.wrap(value)
                .position(lengths.length())
                .put(request)
                .put(response)
                .put(body);
        return value;
    }

    /** What {@link #encodeMessages} wrote. */
    public static Capture.Messages decodeMessages(byte[] value) {
        ByteReader in = new ByteReader(value);
        int request = (int) in.varint();
        int response = (int) in.varint();
        return new Capture.Messages(in.take(request), in.take(response), in.rest());
    }
}
