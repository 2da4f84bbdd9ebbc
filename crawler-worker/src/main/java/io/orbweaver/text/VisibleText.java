package io.orbweaver.text;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;
import org.jsoup.parser.TagSet;
import org.jsoup.select.NodeFilter;

/**
 * The text that a document shows without styles and scripts: blanks collapsed, a line for each block. What is in the
 * head, and what the markup hides, is left out. One object for one document.
 */
final class VisibleText implements NodeFilter {
    private static final TagSet HTML = TagSet.Html();
    private static final Set<String> UNSEEN = Set.of(
            "head",
            "title",
            "script",
            "style",
            "template",
            "noscript",
            "iframe",
            "object",
            "audio",
            "video",
            "canvas",
            "datalist");

    private final StringBuilder text = new StringBuilder();

    private VisibleText() {}

    static String of(Document document) {
        VisibleText visible = new VisibleText();
        document.filter(visible);
        return visible.text.toString().strip();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode piece) {
            add(piece.getWholeText());
        } else if (node instanceof Element element) {
            if (UNSEEN.contains(element.normalName()) || element.hasAttr("hidden")) {
                return FilterResult.SKIP_ENTIRELY;
            }
            if (breaks(element)) {
                endLine();
            }
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            if (breaks(element)) {
                endLine();
            } else if (element.normalName().equals("td") || element.normalName().equals("th")) {
                add(" ");
            }
        }
        return FilterResult.CONTINUE;
    }

    private static boolean breaks(Element element) {
        String name = element.normalName();
        // Asked for by name: an element that was read as XML does not know what it is.
        Tag known = HTML.get(name, Parser.NamespaceHtml);
        return name.equals("br") || known != null && known.isBlock() && !name.equals("td") && !name.equals("th");
    }

    private void add(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char next = piece.charAt(i);
            boolean blank = next == ' ' || next == '\n' || next == '\t' || next == '\r' || next == '\f';
            if (!blank) {
                text.append(next);
            } else if (!text.isEmpty() && text.charAt(text.length() - 1) > ' ') {
                text.append(' ');
            }
        }
    }

    private void endLine() {
        int last = text.length() - 1;
        if (last >= 0 && text.charAt(last) == ' ') {
            text.setCharAt(last, '\n');
        } else if (last >= 0 && text.charAt(last) != '\n') {
            text.append('\n');
        }
    }
}
