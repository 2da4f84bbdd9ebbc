package io.orbweaver.parse;

import org.jspecify.annotations.Nullable;

/**
 * Finds the encoding of a page while it streams in, as the HTML Standard says (section 13.2.3.2): a byte order mark, else
 * the Content-Type field, else what the first {@value #WINDOW} bytes declare. Where nothing is declared there, the page
 * is read all the same, as every encoding that is not declared is one that ASCII is a part of, and named at its end: by a
 * meta element that comes late, else UTF-8 where all bytes are valid UTF-8, else windows-1252.
 */
final class PageEncoding {
    /** Bytes that are looked at before the page is read. */
    static final int WINDOW = 1024;

    /** Bytes of the longest byte order mark. */
    private static final int MARK = 3;

    private final @Nullable Encoding labelled;
    private final Utf8Check utf8 = new Utf8Check();
    private @Nullable Encoding certain;

    /** @param label the charset of the Content-Type field, null where it gives none */
    PageEncoding(@Nullable String label) {
        labelled = Encoding.forLabel(label);
    }

    /** Returns how many first bytes {@link #start} wants, where the page has so many. */
    int window() {
        return labelled == null ? WINDOW : MARK;
    }

    /** Looks at the first bytes; returns how many of them are a byte order mark. */
    int start(byte[] bytes, int length) {
        int mark = mark(bytes, length);
        if (certain == null) {
            certain = labelled == null ? EncodingPrescan.declared(bytes, length) : labelled;
        }
        return mark;
    }

    private int mark(byte[] bytes, int length) {
        int first = length > 0 ? bytes[0] & 0xff : -1;
        int second = length > 1 ? bytes[1] & 0xff : -1;
        int third = length > 2 ? bytes[2] & 0xff : -1;
        if (first == 0xef && second == 0xbb && third == 0xbf) {
            certain = Encoding.UTF_8;
            return 3;
        }
        if (first == 0xfe && second == 0xff) {
            certain = Encoding.UTF_16BE;
            return 2;
        }
        if (first == 0xff && second == 0xfe) {
            certain = Encoding.UTF_16LE;
            return 2;
        }
        return 0;
    }

    /** Returns the encoding that the bytes must be transcoded from before they are HTML's, null where they are. */
    @Nullable
    Encoding foreign() {
        boolean foreign = certain != null
                && (certain.name().startsWith("UTF-16") || certain.name().startsWith("ISO-2022"));
        return foreign ? certain : null;
    }

    /** Takes note of the next bytes of the page. */
    void add(byte[] in, int from, int to) {
        if (certain == null) {
            utf8.add(in, from, to);
        }
    }

    /** Returns the encoding; {@code late} is what a meta element named, wherever it stood. */
    Encoding end(@Nullable Encoding late) {
        if (certain != null) {
            return certain;
        }
        if (late != null) {
            // "Changing the encoding while parsing": it was read as ASCII, so UTF-16 is not what it is in.
            return late.name().startsWith("UTF-16") ? Encoding.UTF_8 : late;
        }
        return utf8.valid() ? Encoding.UTF_8 : Encoding.WINDOWS_1252;
    }
}
