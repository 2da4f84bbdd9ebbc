package io.orbweaver.parse;

import io.orbweaver.parse.html.Attribute;
import io.orbweaver.parse.html.ContentModel;
import io.orbweaver.parse.html.Element;
import io.orbweaver.parse.html.EncodedText;
import io.orbweaver.parse.html.ForeignContent;
import io.orbweaver.parse.html.Name;
import io.orbweaver.parse.html.TokenListener;
import org.jspecify.annotations.Nullable;

/**
 * Picks from the tokens of a page the elements that say something about it, and stands in for the tree construction
 * stage where that decides how the page is read. Not thread-safe; one per page.
 *
 * <p>There is no tree, so an element counts wherever its tag stands, even where the Standard would drop it (a
 * {@code frame} outside of a {@code frameset}). What a {@code template} holds is no part of the document (section
 * 4.12.3): links in it are taken, as a script may well show them, but nothing in it speaks for the page.
 *
 * <p>XHTML is read by the same tokenizer as if all of it were foreign content, which is what XML differs in here: empty
 * elements, CDATA sections, no text that hides markup.
 */
final class PageElements implements TokenListener {
    /** Bytes of an attribute's value that are kept, in the page's encoding; a longer one counts as too long to use. */
    static final int MAX_VALUE = 4 * PageFacts.MAX_REFERENCE;

    /** Bytes of a title as written that are kept; what comes beyond is not part of it. */
    static final int MAX_TITLE_BYTES = 16 * PageFacts.MAX_TITLE;

    private static final int[] WANTED = wanted();

    private final PageFacts facts;
    private final boolean xml;
    private final ForeignContent foreign = new ForeignContent();
    private final @Nullable EncodedText[] values = new EncodedText[Attribute.values().length];
    private final EncodedText title = new EncodedText(MAX_TITLE_BYTES);
    private @Nullable Element element;
    /** A bit for each attribute that the tag has. */
    private int present;

    private int templates;
    private boolean inTitle;

    PageElements(PageFacts facts, boolean xml) {
        this.facts = facts;
        this.xml = xml;
    }

    private static int[] wanted() {
        int[] wanted = new int[Element.values().length];
        wanted[Element.A.ordinal()] = bits(Attribute.HREF, Attribute.REL);
        wanted[Element.AREA.ordinal()] = bits(Attribute.HREF, Attribute.REL);
        wanted[Element.BASE.ordinal()] = bits(Attribute.HREF);
        wanted[Element.FRAME.ordinal()] = bits(Attribute.SRC);
        wanted[Element.HTML.ordinal()] = bits(Attribute.LANG, Attribute.XML_LANG);
        wanted[Element.IFRAME.ordinal()] = bits(Attribute.SRC);
        wanted[Element.LINK.ordinal()] = bits(Attribute.HREF, Attribute.REL, Attribute.HREFLANG, Attribute.TYPE);
        wanted[Element.META.ordinal()] = bits(Attribute.NAME, Attribute.CONTENT, Attribute.HTTP_EQUIV);
        wanted[Element.FONT.ordinal()] = bits(Attribute.COLOR, Attribute.FACE, Attribute.SIZE);
        wanted[Element.ANNOTATION_XML.ordinal()] = bits(Attribute.ENCODING);
        return wanted;
    }

    private static int bits(Attribute... attributes) {
        int bits = 0;
        for (Attribute attribute : attributes) {
            bits |= 1 << attribute.ordinal();
        }
        return bits;
    }

    @Override
    public boolean opening(Name tag) {
        element = Element.of(tag);
        present = 0;
        return element != null && WANTED[element.ordinal()] != 0;
    }

    @Override
    public @Nullable EncodedText attribute(Name name) {
        Attribute attribute = Attribute.of(name);
        if (attribute == null || element == null) {
            return null;
        }
        int bit = 1 << attribute.ordinal();
        if ((WANTED[element.ordinal()] & bit & ~present) == 0) {
            return null;
        }
        present |= bit;
        EncodedText value = values[attribute.ordinal()];
        if (value == null) {
            value = new EncodedText(MAX_VALUE);
            values[attribute.ordinal()] = value;
        }
        value.clear();
        return value;
    }

    @Override
    public ContentModel startTag(Name tag, boolean selfClosing) {
        boolean html = foreign.startTag(element, tag, selfClosing, element != null && marked(element));
        if (element == null) {
            return ContentModel.DATA;
        }
        if (html) {
            take(element, selfClosing && xml);
            return xml ? ContentModel.DATA : element.content();
        }
        switch (element) {
            case A -> link(Attribute.HREF);
            case SCRIPT -> facts.script();
            default -> {
                // SVG and MathML have no other element that leads to a page.
            }
        }
        return ContentModel.DATA;
    }

    private boolean marked(Element of) {
        if (of != Element.ANNOTATION_XML) {
            return of == Element.FONT && present != 0;
        }
        EncodedText encoding = value(Attribute.ENCODING);
        return encoding != null && (Words.same(encoding, "text/html") || Words.same(encoding, "application/xhtml+xml"));
    }

    private void take(Element of, boolean empty) {
        switch (of) {
            case BODY, BREAK, BREAKS_OUT, STRUCTURE -> {
                // Most tags: these matter to foreign content alone.
            }
            case A, AREA -> link(Attribute.HREF);
            case FRAME, IFRAME -> link(Attribute.SRC);
            case IMG -> facts.image();
            case SOURCE -> facts.source();
            case SCRIPT -> facts.script();
            case TEMPLATE -> templates += empty ? 0 : 1;
            case LINK ->
                facts.relation(
                        value(Attribute.HREF),
                        value(Attribute.REL),
                        value(Attribute.HREFLANG),
                        value(Attribute.TYPE),
                        templates == 0);
            default -> {
                if (templates == 0) {
                    takeOfDocument(of, empty);
                }
            }
        }
    }

    private void takeOfDocument(Element of, boolean empty) {
        switch (of) {
            case BASE -> facts.base(value(Attribute.HREF));
            case HTML -> {
                EncodedText language = value(Attribute.LANG);
                facts.documentLanguage(language == null ? value(Attribute.XML_LANG) : language);
            }
            case META -> facts.meta(value(Attribute.NAME), value(Attribute.HTTP_EQUIV), value(Attribute.CONTENT));
            case TITLE -> {
                inTitle = !empty;
                title.clear();
            }
            default -> {
                // No other element leads anywhere or speaks about the page.
            }
        }
    }

    private void link(Attribute attribute) {
        facts.link(value(attribute), value(Attribute.REL));
    }

    private @Nullable EncodedText value(Attribute attribute) {
        return (present & 1 << attribute.ordinal()) == 0 ? null : values[attribute.ordinal()];
    }

    @Override
    public void endTag(Name tag) {
        if (!inTitle && templates == 0 && !foreign.open()) {
            return;
        }
        Element ended = Element.of(tag);
        foreign.endTag(ended, tag);
        if (ended == Element.TITLE) {
            end();
        } else if (ended == Element.TEMPLATE && templates > 0) {
            templates--;
        }
    }

    /** The page is complete: a title that was not ended is one. */
    void end() {
        if (inTitle) {
            inTitle = false;
            facts.title(title);
        }
    }

    @Override
    public @Nullable EncodedText text() {
        return inTitle ? title : null;
    }

    @Override
    public boolean foreign() {
        return xml || foreign.inside();
    }
}
