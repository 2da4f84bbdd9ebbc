package io.orbweaver.commit;

import io.orbweaver.crawl.PageRecord;
import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /** The fields of the response and its body as received. */
    static byte[] encodeBody(HeaderFields headers, byte[] body) {
        ByteWriter fields = new ByteWriter(1024).varint(headers.fields().size());
        headers.fields().forEach(field -> fields.text(field.name()).text(field.value()));
        // Bodies are most of what is written: they are copied once.
        byte[] head = fields.toBytes();
        byte[] value = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, value, head.length, body.length);
        return value;
    }

    /** What {@link #encodeBody} wrote. */
    public record StoredBody(HeaderFields headers, byte[] body) {}

    public static StoredBody decodeBody(byte[] value) {
        ByteReader in = new ByteReader(value);
        List<HeaderFields.Field> fields = new ArrayList<>();
        for (long left = in.varint(); left > 0; left--) {
            fields.add(new HeaderFields.Field(in.text(), in.text()));
        }
        return new StoredBody(new HeaderFields(fields), in.rest());
    }
}
