package io.orbweaver.text;

import io.orbweaver.crawl.Capture;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.fetch.DecodedBody;
import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.parse.ContentType;
import io.orbweaver.parse.Encoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads the text of a page as its readers see it. Stateless; any thread. */
public final class PageText {
    /** Bytes of the decoded body that are read: a document in memory is many times as large. */
    static final int MOST_BYTES = 2 << 20;

    private static final Charset EVERY_BYTE = Charset.forName("windows-1252");

    private PageText() {}

    /**
     * Returns the visible text of an HTML page, or a plain text as it is; null for anything else, and for redirects. Of
     * a body of more than {@value #MOST_BYTES} bytes after decoding only that much is read.
     */
    public static @Nullable String of(Capture capture) {
        PageRecord page = capture.record();
        ContentType type = ContentType.parse(page.contentType());
        boolean plain = type != null && type.essence().equals("text/plain");
        // What was read as a page has an encoding, as has a feed.
        boolean html = page.charset() != null && (type == null || type.html());
        if (page.redirect() || !plain && !html) {
            return null;
        }
        Capture.Messages messages = capture.messages();
        int limit = (int) Math.min(MOST_BYTES, page.bytes());
        byte[] body = DecodedBody.of(HeaderFields.parse(messages.response()), messages.body(), limit);
        if (plain) {
            return text(body, encoding(type.charset()));
        }
        String source = text(body, encoding(page.charset()));
        Parser parser = type != null && type.xhtml() ? Parser.xmlParser() : Parser.htmlParser();
        Document document = parser.parseInput(source, "");
        return VisibleText.of(document);
    }

    private static @Nullable Charset encoding(@Nullable String label) {
        Encoding encoding = Encoding.forLabel(label);
        return encoding == null ? null : encoding.charset();
    }

    /** Bytes that mean nothing become U+FFFD; where nothing names the encoding it is guessed as for pages. */
    private static String text(byte[] body, @Nullable Charset charset) {
        String text = charset == null ? guessed(body) : new String(body, charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String guessed(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            // Then it is not UTF-8; in windows-1252 every byte means something.
            return new String(body, EVERY_BYTE);
        }
    }
}
