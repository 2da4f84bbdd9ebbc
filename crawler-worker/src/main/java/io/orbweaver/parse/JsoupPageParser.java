package io.orbweaver.parse;

import io.orbweaver.url.Url;
import java.util.Arrays;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page with jsoup. It keeps the body up to {@value #MOST} bytes, for a document takes many times the memory of its
 * text; what follows is not read. It does all its work in {@link #end}. Broken markup is read as a browser reads it;
 * there is no markup it fails on.
 */
final class JsoupPageParser implements PageParser {
    private static final int MOST = 16 << 20;

    private final PageFacts facts;
    private final @Nullable String charset;
    private final boolean xml;
    private byte[] body = new byte[16 * 1024];
    private int length;

    /**
     * @param charset label from the Content-Type field, null where it gives none
     * @param xml whether empty-element tags are elements without content, as in XHTML
     */
    JsoupPageParser(Url url, @Nullable String charset, boolean xml, String agentToken) {
        this.facts = new PageFacts(url, agentToken);
        this.charset = charset;
        this.xml = xml;
    }

    @Override
    public void feed(byte[] buffer, int offset, int fed) {
        int count = Math.min(fed, MOST - length);
        if (count > body.length - length) {
            body = Arrays.copyOf(body, Math.max(length + count, Math.min(body.length * 2, MOST)));
        }
        System.arraycopy(buffer, offset, body, length, count);
        length += count;
    }

    @Override
    public int holds() {
        return length;
    }

    @Override
    public ParsedPage end() {
        DecodedText decoded = DecodedText.decode(body, length, charset);
        Parser parser = xml ? Parser.xmlParser() : Parser.htmlParser();
        Document document = parser.parseInput(decoded.text(), "");
        document.traverse((node, depth) -> {
            if (node instanceof Element element) {
                take(element);
            }
        });
        return facts.end(decoded.encoding());
    }

    private void take(Element element) {
        String name = element.normalName();
        facts.element(name, attribute -> element.hasAttr(attribute) ? element.attr(attribute) : null);
        // A drawing may hold a title of its own.
        if (name.equals("title") && !Parser.NamespaceSvg.equals(element.tag().namespace())) {
            facts.title(element.wholeText());
        }
    }
}
