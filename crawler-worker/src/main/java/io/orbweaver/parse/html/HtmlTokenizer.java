package io.orbweaver.parse.html;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a page into tokens while its bytes come: HTML Standard section 13.2.5. Chunks may end anywhere; the tokens are
 * the same. Errors of the page are never reported: the Standard says what each piece of broken markup means.
 *
 * <p>The bytes must be in an encoding in which the bytes of ASCII characters that mean something to HTML stand for
 * nothing else. That is so for every encoding of the web but UTF-16 and ISO-2022-JP, which are transcoded before: the
 * second bytes of Shift_JIS, Big5, EUC-KR, GBK and gb18030 are 0x30 to 0x39 or 0x40 and above, while all that ends a
 * value, a name, a text or a comment ({@code " & ' - / < = >} and white space) is another byte below 0x40. What is left are
 * the second bracket of a CDATA section's end after a broken character, and letters in names that are not ASCII and so
 * mean nothing.
 *
 * <p>Memory is what the listener's texts hold, and some hundred bytes. For one page and one thread at a time.
 */
public final class HtmlTokenizer {
    /** The encodings that must be transcoded: in them ASCII bytes stand for other characters too. */
    private static final Set<String> UNREADABLE = Set.of("UTF-16BE", "UTF-16LE", "ISO-2022-JP", "replacement");

    private static final int DATA = 0;
    private static final int TAG = 1;
    private static final int DECLARATION = 2;
    private static final int RAW_TEXT = 3;

    private final TokenListener listener;
    private final TagScanner tag;
    private final DeclarationScanner declaration;
    private final RawTextScanner rawText;
    private final TextScanner textScanner = new TextScanner();
    private int mode = DATA;
    private @Nullable EncodedText text;

    public HtmlTokenizer(TokenListener listener) {
        this.listener = listener;
        this.tag = new TagScanner(listener);
        this.declaration = new DeclarationScanner(listener);
        this.rawText = new RawTextScanner(tag);
        this.text = listener.text();
    }

    /** Tells whether a page in that encoding, by its WHATWG name, is read as it is, or must be made UTF-8 before. */
    public static boolean reads(String encoding) {
        return !UNREADABLE.contains(encoding);
    }

    /** Starts as if a start tag of that name had been read, with that content. */
    void begin(String name, ContentModel model) {
        rawText.begin(Name.of(name), model);
        mode = model == ContentModel.DATA ? DATA : RAW_TEXT;
    }

    /** Starts within a CDATA section. */
    void beginCdata() {
        declaration.beginCdata();
        mode = DECLARATION;
    }

    /** Reads the next bytes of the page; keeps no reference to the array. */
    public void feed(byte[] in, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            switch (mode) {
                case DATA -> at = data(in, at, end);
                case TAG -> {
                    at = tag.read(in, at, end);
                    afterTag();
                }
                case DECLARATION -> {
                    at = declaration.read(in, at, end, text);
                    mode = declaration.done() ? DATA : DECLARATION;
                }
                default -> {
                    at = rawText.read(in, at, end, text);
                    if (rawText.done()) {
                        mode = TAG;
                        afterTag();
                    }
                }
            }
        }
    }

    /** The page is complete: hands over what was open. */
    public void end() {
        switch (mode) {
            case DATA -> endText();
            case TAG -> {
                if (tag.barelyOpen()) {
                    literal(tag.endTag() ? "</" : "<");
                }
            }
            case DECLARATION -> declaration.end(text);
            default -> rawText.end(text);
        }
        mode = DATA;
    }

    private int data(byte[] in, int from, int end) {
        int at = from;
        while (at < end) {
            at = text == null ? ByteScan.find(in, at, end, (byte) '<') : textScanner.read(in, at, end, text, true);
            if (at == end) {
                return at;
            }
            // A less-than sign ends a reference that lacks its semicolon.
            endText();
            mode = TAG;
            at = tag.begin(in, at + 1, end);
            if (tag.state() < TagScanner.START_TAG) {
                at = tag.read(in, at, end);
            }
            afterTag();
            if (mode != DATA) {
                return at;
            }
        }
        return at;
    }

    private void endText() {
        if (text != null) {
            textScanner.end(text);
        }
    }

    private void afterTag() {
        switch (tag.state()) {
            case TagScanner.START_TAG -> started();
            case TagScanner.END_TAG -> ended();
            case TagScanner.TEXT -> {
                literal("<");
                mode = DATA;
            }
            case TagScanner.NOTHING -> mode = DATA;
            case TagScanner.DECLARATION -> {
                declaration.begin();
                mode = DECLARATION;
            }
            case TagScanner.BOGUS_COMMENT -> {
                declaration.beginBogusComment();
                mode = DECLARATION;
            }
            default -> mode = TAG;
        }
    }

    private void started() {
        ContentModel model = listener.startTag(tag.name(), tag.selfClosing());
        text(listener.text());
        mode = DATA;
        if (model != ContentModel.DATA) {
            rawText.begin(tag.name(), model);
            mode = RAW_TEXT;
        }
    }

    private void ended() {
        listener.endTag(tag.name());
        text(listener.text());
        mode = DATA;
    }

    /** Writes only what changes: the collector is told of each reference that is written. */
    private void text(@Nullable EncodedText next) {
        if (text != next) {
            text = next;
        }
    }

    private void literal(String ascii) {
        if (text != null) {
            for (int i = 0; i < ascii.length(); i++) {
                text.append((byte) ascii.charAt(i));
            }
        }
    }
}
