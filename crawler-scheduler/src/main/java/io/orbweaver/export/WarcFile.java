package io.orbweaver.export;

import io.orbweaver.config.Version;
import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.crawl.Provenance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcCaptureRecord;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.WarcTruncationReason;
import org.netpreserve.jwarc.WarcWriter;
import org.netpreserve.jwarc.Warcinfo;

/**
 * {@code .warc.gz}: WARC 1.1 (ISO 28500:2017), each record a gzip member of its own. A warcinfo record comes first, then
 * for each answer, redirects included, a {@code response} and the {@code request} that it answers. Where an answer has
 * byte for byte the body of an earlier one, a {@code revisit} with its head stands for the response. The same answers
 * give the same bytes each time.
 */
final class WarcFile implements PageWriter {
    private static final String CONFORMS_TO =
            "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/";

    private final GzipMembers members;
    private final WarcWriter warc;
    private final String name;
    private final List<CdxjFile> indexes;
    private final MessageDigest sha1 = sha1();
    private final RecordIds ids;
    private final Originals originals = new Originals();
    private final UUID warcinfo;

    /**
     * @param name of the file when it is complete
     * @param indexes what is told where each response and revisit lies; not closed here
     */
    WarcFile(OutputStream out, String name, Provenance provenance, List<CdxjFile> indexes) throws IOException {
        this.members = new GzipMembers(out);
        this.warc = new WarcWriter(members);
        this.name = name;
        this.indexes = new ArrayList<>(indexes);
        this.ids = new RecordIds(provenance, sha1);
        this.warcinfo = ids.warcinfo();
        Warcinfo.Builder info = new Warcinfo.Builder()
                .version(MessageVersion.WARC_1_1)
                .recordId(warcinfo)
                .date(provenance.created().truncatedTo(ChronoUnit.MILLIS))
                .filename(name)
                .fields(fields(provenance));
        write(info.build());
    }

    private void write(WarcRecord record) throws IOException {
        warc.write(record);
        members.endMember();
    }

    private static Map<String, List<String>> fields(Provenance provenance) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("software", List.of("Orbweaver/" + Version.text()));
        fields.put("format", List.of("WARC File Format 1.1"));
        fields.put("conformsTo", List.of(CONFORMS_TO));
        if (!provenance.name().isBlank()) {
            fields.put("isPartOf", List.of(oneLine(provenance.name())));
        }
        if (!provenance.contact().isBlank()) {
            fields.put("operator", List.of(oneLine(provenance.contact())));
        }
        fields.put("http-header-user-agent", List.of(oneLine(provenance.userAgent())));
        fields.put("robots", List.of(provenance.robots() ? "obey" : "ignore"));
        return fields;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    @Override
    public void write(Capture capture) throws IOException {
        PageRecord page = capture.record();
        Capture.Messages messages = capture.messages();
        byte[] head = ResponseHead.unframed(messages.response(), messages.body().length);
        WarcDigest payload = digest(messages.body());
        Originals.Original original = revisited(capture, messages.body(), payload);
        long from = members.position();
        UUID id = ids.response(capture);
        if (original == null) {
            WarcResponse.Builder response =
                    new WarcResponse.Builder(page.url()).payloadDigest(payload).truncated(truncation(page.truncated()));
            write(described(response, page, id, MediaType.HTTP_RESPONSE, head, messages.body())
                    .build());
        } else {
            WarcRevisit.Builder revisit = new WarcRevisit.Builder(page.url(), WarcRevisit.IDENTICAL_PAYLOAD_DIGEST_1_1)
                    .payloadDigest(payload)
                    .refersTo(original.id(), original.url(), original.date());
            write(described(revisit, page, id, MediaType.HTTP_RESPONSE, head, new byte[0])
                    .build());
        }
        for (CdxjFile index : indexes) {
            index.add(page, original != null, payload.prefixedBase32(), from, members.position() - from, name);
        }
        WarcRequest.Builder request = new WarcRequest.Builder(page.url()).concurrentTo(Originals.uri(id));
        write(described(request, page, ids.request(capture), MediaType.HTTP_REQUEST, messages.request(), new byte[0])
                .build());
    }

    /** Returns the earlier capture that the same bytes were kept of, null where there is none: then all is written. */
    private Originals.@Nullable Original revisited(Capture capture, byte[] body, WarcDigest payload) {
        if (capture.record().duplicateOf() == null || capture.record().truncated() != null || body.length == 0) {
            return null;
        }
        Originals.Original original = originals.of(capture, this::digest, ids);
        // The crawl compares bodies after decoding; the archive keeps them coded.
        return original != null && original.payload().equals(payload) ? original : null;
    }

    private <B extends WarcCaptureRecord.AbstractBuilder<?, B>> B described(
            B record, PageRecord page, UUID id, MediaType type, byte[] head, byte[] body) throws IOException {
        sha1.reset();
        sha1.update(head);
        sha1.update(body);
        record.version(MessageVersion.WARC_1_1)
                .recordId(id)
                .date(page.fetchedAt())
                .blockDigest(new WarcDigest(sha1))
                .warcinfoId(Originals.uri(warcinfo))
                .body(
                        type,
                        Channels.newChannel(new SequenceInputStream(
                                new ByteArrayInputStream(head), new ByteArrayInputStream(body))),
                        (long) head.length + body.length);
        if (page.ip() != null) {
            // An address as text is not looked up.
            record.ipAddress(InetAddress.getByName(page.ip()));
        }
        if (page.protocol() != null) {
            record.addHeader("WARC-Protocol", page.protocol());
        }
        return record;
    }

    private WarcDigest digest(byte[] body) {
        sha1.reset();
        sha1.update(body);
        return new WarcDigest(sha1);
    }

    /** A coding that was broken does not make the body as received less whole. */
    private static WarcTruncationReason truncation(@Nullable String why) {
        return why == null || why.equals("decode")
                ? WarcTruncationReason.NOT_TRUNCATED
                : WarcTruncationReason.valueOf(why.toUpperCase(Locale.ROOT));
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    @Override
    public void close() throws IOException {
        warc.close();
    }
}
