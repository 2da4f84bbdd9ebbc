package io.orbweaver.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes that arrive piece by piece into lines of UTF-8. The end of a line that is too long is dropped. */
final class LineReader {
    /** Longer than any URL that is taken, so that it is refused as one. */
    private static final int MOST = 20_000;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    /** {@code lines}: hears every line without its end. */
    LineReader(Consumer<String> lines) {
        this.lines = lines;
    }

    void feed(byte[] bytes) {
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                add(bytes, from, at);
                finish();
                from = at + 1;
            }
        }
        add(bytes, from, bytes.length);
    }

    /** The last line may lack its end. */
    void end() {
        if (line.size() > 0) {
            finish();
        }
    }

    private void add(byte[] bytes, int from, int to) {
        line.write(bytes, from, Math.clamp(MOST - line.size(), 0, to - from));
    }

    private void finish() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
