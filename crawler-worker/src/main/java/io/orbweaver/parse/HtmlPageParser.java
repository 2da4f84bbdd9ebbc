package io.orbweaver.parse;

import io.orbweaver.parse.html.HtmlTokenizer;
import io.orbweaver.url.Url;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page in one pass while it streams in. Broken markup is read as a browser reads it; there is no markup it fails
 * on. Keeps the first bytes until they tell the encoding ({@link PageEncoding}), then what {@link PageFacts} keeps.
 */
final class HtmlPageParser implements PageParser {
    private final Url url;
    private final @Nullable String label;
    private final boolean xml;
    private final String agentToken;
    private byte[] head = new byte[PageEncoding.DECLARATION];
    private int headLength;
    private @Nullable Reading reading;

    /** What reads the page once its encoding is known. */
    private record Reading(
            Encoding encoding,
            PageFacts facts,
            PageElements elements,
            HtmlTokenizer tokenizer,
            @Nullable Transcoder transcoder) {

        void feed(byte[] buffer, int offset, int length) {
            if (transcoder == null) {
                tokenizer.feed(buffer, offset, length);
            } else {
                transcoder.feed(buffer, offset, length);
            }
        }

        ParsedPage end() {
            if (transcoder != null) {
                transcoder.end();
            }
            tokenizer.end();
            elements.end();
            return facts.end(encoding);
        }
    }

    /**
     * @param url what relative references start from
     * @param label the label from the Content-Type field, null where it gives none
     * @param xml whether the page is XHTML
     */
    HtmlPageParser(Url url, @Nullable String label, boolean xml, String agentToken) {
        this.url = url;
        this.label = label;
        this.xml = xml;
        this.agentToken = agentToken;
    }

    @Override
    public void feed(byte[] buffer, int offset, int length) {
        if (reading != null) {
            reading.feed(buffer, offset, length);
            return;
        }
        int taken = 0;
        while (reading == null && taken < length) {
            int next = lookAt();
            int part = Math.min(length - taken, next - headLength);
            if (headLength + part > head.length) {
                head = Arrays.copyOf(head, PageEncoding.SAMPLE);
            }
            System.arraycopy(buffer, offset + taken, head, headLength, part);
            headLength += part;
            taken += part;
            Encoding found = headLength == next ? PageEncoding.early(head, headLength, label) : null;
            if (found != null) {
                start(found);
            }
        }
        if (reading != null) {
            reading.feed(buffer, offset + taken, length - taken);
        }
    }

    /** Of how many bytes the encoding is looked for next. */
    private int lookAt() {
        if (headLength < PageEncoding.MARK) {
            return PageEncoding.MARK;
        }
        return headLength < PageEncoding.DECLARATION ? PageEncoding.DECLARATION : PageEncoding.SAMPLE;
    }

    private Reading start(Encoding encoding) {
        boolean transcoded = !HtmlTokenizer.reads(encoding.name());
        Charset charset = transcoded ? StandardCharsets.UTF_8 : encoding.charset();
        PageFacts facts = new PageFacts(url, agentToken, charset);
        PageElements elements = new PageElements(facts, xml);
        HtmlTokenizer tokenizer = new HtmlTokenizer(elements);
        Transcoder transcoder = transcoded ? new Transcoder(encoding.charset(), tokenizer) : null;
        Reading started = new Reading(encoding, facts, elements, tokenizer, transcoder);
        int mark = PageEncoding.mark(head, headLength);
        started.feed(head, mark, headLength - mark);
        reading = started;
        head = new byte[0];
        return started;
    }

    @Override
    public int holds() {
        return reading == null ? headLength : reading.facts().holds();
    }

    @Override
    public ParsedPage end() {
        Reading read = reading == null ? start(PageEncoding.of(head, headLength, label)) : reading;
        return read.end();
    }
}
