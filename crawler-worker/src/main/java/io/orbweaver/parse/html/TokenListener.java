package io.orbweaver.parse.html;

import org.jspecify.annotations.Nullable;

/**
 * What takes the tokens of a page, in document order, in the place of the Standard's tree construction stage. What it
 * does not ask for is skipped and never copied. Names and texts handed over are the tokenizer's own and hold until the
 * call returns.
 */
public interface TokenListener {

    /** The name of a start tag was read: returns whether its attributes are asked for. */
    boolean opening(Name tag);

    /**
     * An attribute of that tag begins: returns where its value goes, or null where it is skipped. The text must be empty.
     * Of attributes of the same name the first one counts (section 13.2.5.33): the listener answers null to the others.
     */
    @Nullable
    EncodedText attribute(Name name);

    /**
     * A start tag is complete.
     *
     * @param selfClosing whether it ends in a solidus, which means something in foreign content only
     * @return how what follows is read
     */
    ContentModel startTag(Name tag, boolean selfClosing);

    /** An end tag is complete. */
    void endTag(Name tag);

    /** Returns where the text up to the next tag goes, or null where it is skipped. Asked after every tag. */
    @Nullable
    EncodedText text();

    /** Tells whether CDATA sections exist here: whether the adjusted current node is foreign (section 13.2.5.42). */
    boolean foreign();

    /** A comment begins: returns where its text goes, or null where it is skipped. */
    default @Nullable EncodedText comment() {
        return null;
    }

    /** The comment is complete. */
    default void commentEnd() {}

    /** A document type was read; its name and identifiers are not kept. */
    default void documentType() {}
}
