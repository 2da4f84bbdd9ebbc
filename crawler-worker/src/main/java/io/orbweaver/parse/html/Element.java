package io.orbweaver.parse.html;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The elements that mean something to whoever reads links without building a tree. Others are not told apart.
 *
 * <p>Scripts are not run, so {@code noscript} holds markup (section 13.2.6.4.4, scripting flag disabled).
 */
public enum Element {
    A("a"),
    AREA("area"),
    BASE("base"),
    FRAME("frame"),
    HTML("html"),
    IFRAME(ContentModel.RAWTEXT, "iframe"),
    IMG("img"),
    LINK("link"),
    META("meta"),
    SCRIPT(ContentModel.SCRIPT_DATA, "script"),
    SOURCE("source"),
    TEMPLATE("template"),
    TITLE(ContentModel.RCDATA, "title"),
    TEXTAREA(ContentModel.RCDATA, "textarea"),
    RAWTEXT(ContentModel.RAWTEXT, "noembed", "noframes", "style", "xmp"),
    PLAINTEXT(ContentModel.PLAINTEXT, "plaintext"),
    SVG("svg"),
    MATH("math"),
    FONT("font"),
    FOREIGN_OBJECT("foreignobject"),
    DESCRIPTION("desc"),
    ANNOTATION_XML("annotation-xml"),
    MATHML_TEXT("mi", "mn", "mo", "ms", "mtext"),
    MATHML_GLYPH("malignmark", "mglyph"),
    /** A start tag of these leaves foreign content, and an end tag of these closes nothing that is open. */
    BODY("body", "head"),
    /** A start tag of these leaves foreign content, and so does an end tag, whatever is open. */
    BREAK("br", "p"),
    /** A start tag of these leaves foreign content (section 13.2.6.5). */
    BREAKS_OUT(
            "b",
            "big",
            "blockquote",
            "center",
            "code",
            "dd",
            "div",
            "dl",
            "dt",
            "em",
            "embed",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "li",
            "listing",
            "menu",
            "nobr",
            "ol",
            "pre",
            "ruby",
            "s",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "table",
            "tt",
            "u",
            "ul",
            "var"),
    /** Further elements of HTML whose end tag closes what is open in them. */
    STRUCTURE(
            "article",
            "aside",
            "button",
            "caption",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "header",
            "label",
            "main",
            "nav",
            "section",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr");

    private static final NameTable<Element> BY_NAME = byName();

    private final ContentModel content;
    private final String[] names;

    Element(String... names) {
        this(ContentModel.DATA, names);
    }

    Element(ContentModel content, String... names) {
        this.content = content;
        this.names = names;
    }

    private static NameTable<Element> byName() {
        Map<String, Element> names = new HashMap<>();
        for (Element element : values()) {
            for (String name : element.names) {
                names.put(name, element);
            }
        }
        return new NameTable<>(names, Element[]::new);
    }

    /** Returns the element of that name, null where it means nothing here. */
    public static @Nullable Element of(Name name) {
        return BY_NAME.find(name);
    }

    /** Returns how its content is read where it is an element of HTML. */
    public ContentModel content() {
        return content;
    }

    boolean breaksOut() {
        return this == BREAKS_OUT || this == BREAK || this == BODY || this == IMG || this == META;
    }

    /** An end tag that closes an element around foreign content closes the foreign content as well. */
    boolean surroundsForeign() {
        return this == BREAKS_OUT || this == STRUCTURE || this == A || this == TEMPLATE;
    }
}
