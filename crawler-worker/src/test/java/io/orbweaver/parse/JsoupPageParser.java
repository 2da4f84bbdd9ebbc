package io.orbweaver.parse;

import io.orbweaver.url.Url;
import java.util.Arrays;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads a page by building a document of it with jsoup: what {@link HtmlPageParser} must agree with. */
final class JsoupPageParser implements PageParser {
    private final OracleFacts facts;
    private final @Nullable String charset;
    private final boolean xml;
    private byte[] body = new byte[16 * 1024];
    private int length;

    /**
     * @param charset label from the Content-Type field, null where it gives none
     * @param xml whether empty-element tags are elements without content, as in XHTML
     */
    JsoupPageParser(Url url, @Nullable String charset, boolean xml, String agentToken) {
        this.facts = new OracleFacts(url, agentToken);
        this.charset = charset;
        this.xml = xml;
    }

    @Override
    public void feed(byte[] buffer, int offset, int count) {
        if (count > body.length - length) {
            body = Arrays.copyOf(
                    body, Math.max(Math.addExact(length, count), (int) Math.min(body.length * 2L, 1 << 30)));
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
        // A drawing may hold a title of its own, and only its links and scripts are the page's as well.
        boolean html = xml
                ? !Parser.NamespaceSvg.equals(element.tag().namespace())
                : Parser.NamespaceHtml.equals(element.tag().namespace());
        boolean inert = inTemplate(element);
        if (!html && !name.equals("a") && !name.equals("script")
                || inert && Set.of("base", "html", "meta", "title").contains(name)) {
            return;
        }
        facts.element(name, attribute -> element.hasAttr(attribute) ? element.attr(attribute) : null, inert);
        if (name.equals("title")) {
            facts.title(element.wholeText());
        }
    }

    /** What a template holds is not in the document (HTML Standard section 4.12.3), but a script may show its links. */
    private static boolean inTemplate(Element element) {
        return element.parents().stream().anyMatch(parent -> parent.normalName().equals("template"));
    }
}
