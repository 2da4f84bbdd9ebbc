package io.orbweaver.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Text of an API on standard output as it came; where that is a terminal, without what could steer it. One thread. */
final class Printout extends OutputStream {
    private final Console console;
    private final boolean masked;
    private int before;

    Printout(Console console) {
        this.console = console;
        this.masked = console.terminal().out();
    }

    /** Prints an answer on a line of its own. */
    void print(byte[] answer) {
        write(answer, 0, answer.length);
        end();
    }

    void print(String text) {
        print(text.getBytes(StandardCharsets.UTF_8));
    }

    void end() {
        console.out().write('\n');
        console.out().flush();
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (!masked) {
            console.out().write(bytes, offset, length);
            return;
        }
        byte[] shown = new byte[length];
        int count = 0;
        for (int index = 0; index < length; index++) {
            int one = bytes[offset + index] & 0xff;
            // Part of line ends in CSV, and elsewhere the way back to the beginning of the line.
            if (one != '\r') {
                shown[count++] = (byte) (steers(before, one) ? '?' : one);
            }
            before = one;
        }
        console.out().write(shown, 0, count);
    }

    /** Controls of ASCII but line ends and tabs, and those from U+0080 to U+009F, whose first byte in UTF-8 is C2. */
    private static boolean steers(int before, int one) {
        return one < ' ' && one != '\n' && one != '\t' || one == 0x7f || before == 0xc2 && one < 0xa0;
    }

    /** Returns a stream that prints what is read from another. */
    InputStream copying(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                if (read > 0) {
                    Printout.this.write(bytes, offset, read);
                }
                return read;
            }
        };
    }
}
