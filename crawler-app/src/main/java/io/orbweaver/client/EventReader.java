package io.orbweaver.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events (HTML Living Standard, section 9.2) with lines of bounded length. One thread. */
final class EventReader implements Closeable {
    private static final int MOST_OF_A_LINE = 1 << 20;
    private static final int MOST_LINES = 100;

    private final InputStream in;
    private boolean afterReturn;

    /** One event; {@code data}: its lines, joined. */
    record Event(String name, String data) {}

    EventReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Waits for the next event; null at the end of the stream, with which an event that is not complete is lost. */
    @Nullable
    Event next() throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        int lines = 0;
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return new Event(name, data.substring(0, data.length() - 1));
                }
                name = "message";
                lines = 0;
            } else if (line.startsWith("event:")) {
                name = value(line, "event:");
            } else if (line.startsWith("data:")) {
                if (++lines > MOST_LINES) {
                    throw new IOException("an event has more than " + MOST_LINES + " lines");
                }
                data.append(value(line, "data:")).append('\n');
            }
        }
        return null;
    }

    private static String value(String line, String field) {
        int begin = field.length();
        return line.substring(line.length() > begin && line.charAt(begin) == ' ' ? begin + 1 : begin);
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int one = in.read();
            boolean second = afterReturn && one == '\n';
            afterReturn = one == '\r';
            if (second) {
                continue;
            }
            if (one < 0) {
                return null;
            }
            if (one == '\n' || one == '\r') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() >= MOST_OF_A_LINE) {
                throw new IOException("an event has a line of more than " + MOST_OF_A_LINE + " bytes");
            }
            line.write(one);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
