package io.orbweaver.parse;

/** Reads one page as it streams in. Not thread-safe; one per page. Memory is bounded, whatever is fed. */
public interface PageParser {

    /** Takes the next decoded bytes; copies what it keeps. */
    void feed(byte[] buffer, int offset, int length);

    /** No more bytes come: returns what the page says. Called once. */
    ParsedPage end();
}
