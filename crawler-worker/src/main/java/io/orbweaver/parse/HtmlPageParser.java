package io.orbweaver.parse;

import io.orbweaver.parse.html.HtmlTokenizer;
import io.orbweaver.url.Url;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page in one pass while it streams in. Broken markup is read as a browser reads it; there is no markup it fails
 * on. Keeps what {@link PageFacts} keeps and, until the encoding is known, the first {@value PageEncoding#WINDOW} bytes.
 */
final class HtmlPageParser implements PageParser {
    private final PageEncoding encoding;
    private final PageFacts facts;
    private final PageElements elements;
    private final HtmlTokenizer tokenizer;
    private byte[] head = {};
    private int headLength;
    private boolean started;
    private @Nullable Transcoder transcoder;

    /**
     * @param url what relative references start from
     * @param label the label from the Content-Type field, null where it gives none
     * @param xml whether the page is XHTML
     */
    HtmlPageParser(Url url, @Nullable String label, boolean xml, String agentToken) {
        this.encoding = new PageEncoding(label);
        this.facts = new PageFacts(url, agentToken);
        this.elements = new PageElements(facts, xml);
        this.tokenizer = new HtmlTokenizer(elements);
    }

    @Override
    public void feed(byte[] buffer, int offset, int length) {
        int window = encoding.window();
        if (started) {
            read(buffer, offset, length);
        } else if (headLength == 0 && length >= window) {
            start(buffer, offset, length);
        } else {
            if (head.length == 0) {
                head = new byte[window];
            }
            int taken = Math.min(length, window - headLength);
            System.arraycopy(buffer, offset, head, headLength, taken);
            headLength += taken;
            if (headLength == window) {
                start(head, 0, headLength);
                read(buffer, offset + taken, length - taken);
            }
        }
    }

    private void start(byte[] buffer, int offset, int length) {
        started = true;
        byte[] first = buffer;
        if (offset > 0) {
            first = Arrays.copyOfRange(buffer, offset, offset + Math.min(length, encoding.window()));
        }
        int mark = encoding.start(first, Math.min(length, encoding.window()));
        Encoding foreign = encoding.foreign();
        if (foreign != null) {
            transcoder = new Transcoder(foreign.charset(), tokenizer);
        }
        read(buffer, offset + mark, length - mark);
    }

    private void read(byte[] buffer, int offset, int length) {
        if (transcoder != null) {
            transcoder.feed(buffer, offset, length);
        } else {
            encoding.add(buffer, offset, offset + length);
            tokenizer.feed(buffer, offset, length);
        }
    }

    @Override
    public ParsedPage end() {
        if (!started) {
            start(head, 0, headLength);
        }
        if (transcoder != null) {
            transcoder.end();
        }
        tokenizer.end();
        elements.end();
        Encoding found = encoding.end(facts.declared());
        Charset charset = transcoder == null ? found.charset() : StandardCharsets.UTF_8;
        return facts.end(found, charset);
    }
}
