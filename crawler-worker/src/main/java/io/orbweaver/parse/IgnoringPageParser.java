package io.orbweaver.parse;

/** Stands for the parser of a body that is no page: keeps nothing and finds nothing. */
final class IgnoringPageParser implements PageParser {

    @Override
    public void feed(byte[] buffer, int offset, int length) {
        // What is not a page has no links that we could read.
    }

    @Override
    public int holds() {
        return 0;
    }

    @Override
    public ParsedPage end() {
        return ParsedPage.NOTHING;
    }
}
