package io.orbweaver.parse.html;

import org.jspecify.annotations.Nullable;

/**
 * Knows where a page is inside SVG or MathML: HTML Standard section 13.2.6.5 "parsing tokens in foreign content", as far
 * as it can be told without a tree. It matters because {@code title}, {@code style} and {@code script} hold markup
 * there, CDATA sections exist, and elements that end in a solidus are closed.
 *
 * <p>Kept are the open foreign elements, from the outermost {@code svg} or {@code math} on. Elements of HTML are not:
 * inside an integration point an end tag closes the foreign element of its name even where the Standard would find an
 * element of HTML in the way, and an end tag of an element of HTML that the page opened at some time closes
 * them all. Deeper than {@value #MAX_DEPTH} nothing is remembered.
 */
public final class ForeignContent {
    /** Open elements that are remembered. */
    static final int MAX_DEPTH = 64;

    private static final byte SVG = 1;
    private static final byte MATHML = 2;
    /** HTML integration point: section 13.2.4.2. */
    private static final byte HTML_POINT = 3;
    /** MathML text integration point. */
    private static final byte TEXT_POINT = 4;

    private static final byte ANNOTATION_XML = 5;

    private final @Nullable Name[] names = new Name[MAX_DEPTH];
    private final byte[] kinds = new byte[MAX_DEPTH];
    private int depth;
    /** Whether something of HTML was opened in the integration point that is innermost. */
    private boolean htmlChild;

    /** A bit, by {@link #bit}, for each element of HTML that was opened and could close foreign content. */
    private long opened;

    /** Tells whether the adjusted current node is foreign. */
    public boolean inside() {
        return depth > 0 && !(point(kinds[depth - 1]) && htmlChild);
    }

    /** Tells whether any foreign element is open, however deep in HTML within it the page is. */
    public boolean open() {
        return depth > 0;
    }

    /**
     * Takes a start tag.
     *
     * @param marked of {@code font}: whether it has a colour, face or size; of {@code annotation-xml}: whether its
     *     encoding is HTML
     * @return whether it is an element of HTML
     */
    public boolean startTag(@Nullable Element element, Name name, boolean selfClosing, boolean marked) {
        if (!html(element)) {
            boolean leaves = element != null && (element.breaksOut() || element == Element.FONT && marked);
            if (!leaves) {
                if (!selfClosing) {
                    push(name, kind(element, marked));
                }
                return false;
            }
            leave();
        }
        if (element == Element.SVG || element == Element.MATH) {
            if (!selfClosing) {
                push(name, element == Element.SVG ? SVG : MATHML);
            }
            return false;
        }
        htmlChild = true;
        if (element != null && element.surroundsForeign()) {
            opened |= bit(name);
        }
        return true;
    }

    private static long bit(Name name) {
        return 1L << (name.head() * 0x9E37_79B9_7F4A_7C15L >>> 58);
    }

    /** Takes an end tag. */
    public void endTag(@Nullable Element element, Name name) {
        for (int i = depth - 1; i >= 0; i--) {
            Name open = names[i];
            if (open != null && open.same(name)) {
                depth = i;
                // Whatever is around it has had this child at least; of HTML or not cannot be told.
                htmlChild = false;
                return;
            }
        }
        boolean around = element != null && element.surroundsForeign() && (opened & bit(name)) != 0;
        if (around || element == Element.BREAK) {
            leave();
        }
    }

    /** Whether a start tag is read by the rules of HTML here (section 13.2.6, "tree construction dispatcher"). */
    private boolean html(@Nullable Element element) {
        return depth == 0
                || switch (kinds[depth - 1]) {
                    case HTML_POINT -> true;
                    case TEXT_POINT -> element != Element.MATHML_GLYPH;
                    case ANNOTATION_XML -> element == Element.SVG;
                    default -> false;
                };
    }

    private byte kind(@Nullable Element element, boolean marked) {
        byte around = kinds[depth - 1];
        if (around == SVG) {
            boolean point =
                    element == Element.FOREIGN_OBJECT || element == Element.DESCRIPTION || element == Element.TITLE;
            return point ? HTML_POINT : SVG;
        }
        if (element == Element.ANNOTATION_XML) {
            return marked ? HTML_POINT : ANNOTATION_XML;
        }
        return element == Element.MATHML_TEXT ? TEXT_POINT : MATHML;
    }

    private static boolean point(byte kind) {
        return kind == HTML_POINT || kind == TEXT_POINT;
    }

    /** Pops up to an integration point or out of foreign content. */
    private void leave() {
        while (depth > 0 && !point(kinds[depth - 1])) {
            depth--;
        }
    }

    private void push(Name name, byte kind) {
        if (depth < MAX_DEPTH) {
            Name open = names[depth];
            if (open == null) {
                open = new Name();
                names[depth] = open;
            }
            open.copy(name);
            kinds[depth++] = kind;
            htmlChild = false;
        }
    }
}
