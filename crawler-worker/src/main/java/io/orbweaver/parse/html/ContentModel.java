package io.orbweaver.parse.html;

/** How what follows a start tag is read: the states that tree construction switches the tokenizer to. */
public enum ContentModel {
    /** Markup: section 13.2.5.1. */
    DATA,
    /** Text with character references, up to the element's end tag: section 13.2.5.2. */
    RCDATA,
    /** Text up to the element's end tag: section 13.2.5.3. */
    RAWTEXT,
    /** A script, whose end tag may hide in something like a comment: section 13.2.5.4. */
    SCRIPT_DATA,
    /** Text to the end of the page: section 13.2.5.5. */
    PLAINTEXT
}
