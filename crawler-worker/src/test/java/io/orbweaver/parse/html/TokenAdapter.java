package io.orbweaver.parse.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the tokenizer for everything and writes it down as html5lib's tests do: {@code [StartTag, name, {attributes},
 * true?]}, {@code [EndTag, name]}, {@code [Character, data]}, {@code [Comment, data]}, and of a document type no more
 * than {@code [DOCTYPE]}. Never switches the content model, as those tests have no tree construction. The input is UTF-8.
 */
final class TokenAdapter implements TokenListener {
    private static final int LIMIT = 1 << 20;

    private final List<List<Object>> tokens = new ArrayList<>();
    private final EncodedText text = new EncodedText(LIMIT);
    private final EncodedText comment = new EncodedText(LIMIT);
    private Map<String, EncodedText> attributes = new LinkedHashMap<>();

    /** Returns the tokens of a page that is fed in chunks of so many bytes. */
    static List<List<Object>> tokens(String page, String state, String lastStartTag, int chunk) {
        TokenAdapter adapter = new TokenAdapter();
        HtmlTokenizer tokenizer = new HtmlTokenizer(adapter);
        switch (state) {
            case "data state" -> tokenizer.begin("", ContentModel.DATA);
            case "rcdata state" -> tokenizer.begin(lastStartTag, ContentModel.RCDATA);
            case "rawtext state" -> tokenizer.begin(lastStartTag, ContentModel.RAWTEXT);
            case "script data state" -> tokenizer.begin(lastStartTag, ContentModel.SCRIPT_DATA);
            case "plaintext state" -> tokenizer.begin(lastStartTag, ContentModel.PLAINTEXT);
            case "cdata section state" -> tokenizer.beginCdata();
            default -> throw new IllegalArgumentException(state);
        }
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += chunk) {
            tokenizer.feed(bytes, from, Math.min(chunk, bytes.length - from));
        }
        tokenizer.end();
        adapter.flush();
        return adapter.tokens;
    }

    private void flush() {
        if (text.length() > 0) {
            tokens.add(List.of("Character", string(text)));
            text.clear();
        }
    }

    /** Normalises newlines, as the Standard does before it tokenizes; a carriage return by reference is marked. */
    private static String string(EncodedText text) {
        byte[] bytes = Arrays.copyOf(text.bytes(), text.length());
        EncodedText normalised = new EncodedText(LIMIT);
        int at = 0;
        while (at < bytes.length) {
            int size = bytes[at] == 0 ? 4 : 1;
            if (bytes[at] == '\r') {
                if (at + 1 == bytes.length || bytes[at + 1] != '\n') {
                    normalised.append((byte) '\n');
                }
            } else {
                normalised.append(bytes, at, at + size);
            }
            at += size;
        }
        return normalised.decode(StandardCharsets.UTF_8);
    }

    @Override
    public boolean opening(Name tag) {
        attributes = new LinkedHashMap<>();
        return true;
    }

    @Override
    public @Nullable EncodedText attribute(Name name) {
        EncodedText value = new EncodedText(LIMIT);
        return attributes.putIfAbsent(name.text(), value) == null ? value : null;
    }

    @Override
    public ContentModel startTag(Name tag, boolean selfClosing) {
        flush();
        Map<String, String> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(name, string(value)));
        tokens.add(
                selfClosing ? List.of("StartTag", tag.text(), values, true) : List.of("StartTag", tag.text(), values));
        return ContentModel.DATA;
    }

    @Override
    public void endTag(Name tag) {
        flush();
        tokens.add(List.of("EndTag", tag.text()));
    }

    @Override
    public EncodedText text() {
        return text;
    }

    @Override
    public boolean foreign() {
        return false;
    }

    @Override
    public EncodedText comment() {
        flush();
        comment.clear();
        return comment;
    }

    @Override
    public void commentEnd() {
        tokens.add(List.of("Comment", string(comment)));
    }

    @Override
    public void documentType() {
        flush();
        tokens.add(List.of("DOCTYPE"));
    }
}
