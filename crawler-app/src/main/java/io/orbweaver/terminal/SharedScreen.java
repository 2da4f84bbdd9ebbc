package io.orbweaver.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;

/**
 * A terminal that shows an updating block below everything else that is written to it: other text, a logged warning for
 * example, pushes the block down. Any thread. What the terminal refuses is lost, as it is with {@link PrintStream}.
 */
final class SharedScreen extends OutputStream {
    private static final String ERASE_TO_END = "\u001b[J";
    private static final String ERASE_LINE_REST = "\u001b[K";

    private final PrintStream terminal;
    private final Charset charset;
    private int shownLines;

    SharedScreen(PrintStream terminal) {
        this.terminal = terminal;
        charset = terminal.charset();
    }

    /** Shows a block instead of the one before, in one write so that it does not flicker. */
    synchronized void show(List<String> block) {
        StringBuilder frame = new StringBuilder(up());
        for (String line : block) {
            frame.append(line).append(ERASE_LINE_REST).append('\n');
        }
        frame.append(ERASE_TO_END);
        print(frame.toString());
        shownLines = block.size();
    }

    /** Takes the block away. */
    synchronized void clear() {
        print(up() + ERASE_TO_END);
        shownLines = 0;
    }

    private String up() {
        return shownLines == 0 ? "" : "\u001b[" + shownLines + "A\r";
    }

    private void print(String text) {
        byte[] bytes = text.getBytes(charset);
        terminal.write(bytes, 0, bytes.length);
        terminal.flush();
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (shownLines > 0) {
            clear();
        }
        terminal.write(bytes, offset, length);
        terminal.flush();
    }

    @Override
    public void close() throws IOException {
        terminal.flush();
    }
}
