package io.orbweaver.export;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.Provenance;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Names for the records of one crawl's archive: no other record anywhere has them, and the same record has the same name
 * each time it is written. They are UUIDs of version 5 (RFC 9562 section 5.5) in the name space of the cluster.
 */
final class RecordIds {
    private final byte[] cluster;
    private final long crawl;
    private final MessageDigest sha1;

    RecordIds(Provenance provenance, MessageDigest sha1) {
        this.cluster = HexFormat.of().parseHex(provenance.cluster());
        this.crawl = provenance.crawl();
        this.sha1 = sha1;
    }

    UUID warcinfo() {
        return id("warcinfo");
    }

    UUID response(Capture capture) {
        return id("response " + capture.record().shard() + " " + capture.order());
    }

    UUID request(Capture capture) {
        return id("request " + capture.record().shard() + " " + capture.order());
    }

    private UUID id(String record) {
        sha1.reset();
        sha1.update(cluster);
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest((crawl + " " + record).getBytes(StandardCharsets.US_ASCII)));
        long high = hash.getLong() & ~0xf000L | 0x5000L;
        long low = hash.getLong() & ~(0xc0L << 56) | 0x80L << 56;
        return new UUID(high, low);
    }
}
