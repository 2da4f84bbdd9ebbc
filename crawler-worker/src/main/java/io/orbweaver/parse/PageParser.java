package io.orbweaver.parse;

/** Reads one page as it streams in. Not thread-safe; one per page. It may ignore what lies beyond a bound. */
public interface PageParser {

    /** Takes the next decoded bytes; copies what it keeps. */
    void feed(byte[] buffer, int offset, int length);

    /** Returns how many bytes of what was fed it keeps. */
    int holds();

    /** No more bytes come: returns what the page says. Called once. */
    ParsedPage end();
}
