package io.orbweaver.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the standard streams of this process lead. Java does not say whether a single stream is a terminal, so
 * {@code stty} is asked; where there is none, the stream counts as no terminal. Any thread.
 */
public final class Screen {
    private static final int USUAL_WIDTH = 80;

    private final Style style;

    private Screen(Style style) {
        this.style = style;
    }

    /** Finds out what standard error leads to; {@code NO_COLOR} and {@code TERM=dumb} are honoured. */
    public static Screen standardError(Map<String, String> environment, PrintStream err) {
        String size = terminalSize();
        boolean unicode = StandardCharsets.UTF_8.equals(err.charset());
        if (size == null) {
            return new Screen(new Style(false, false, unicode, USUAL_WIDTH));
        }
        return new Screen(new Style(able(environment), colour(environment), unicode, columns(size)));
    }

    /** Finds out how to write to standard output, over which nothing is ever written. */
    public static Style standardOutput(Map<String, String> environment, PrintStream out) {
        boolean unicode = StandardCharsets.UTF_8.equals(out.charset());
        return new Style(false, colour(environment) && outputIsTerminal(), unicode, USUAL_WIDTH);
    }

    private static boolean able(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "dumb");
        return !kind.equals("dumb") && !kind.isEmpty();
    }

    private static boolean colour(Map<String, String> environment) {
        return able(environment) && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Nothing that could be written over, as for a file. */
    public static Screen none() {
        return new Screen(Style.plain());
    }

    /** One that can do this, whatever the process writes to. */
    public static Screen of(Style style) {
        return new Screen(style);
    }

    public Style style() {
        return style;
    }

    /** Returns the width now, which changes with the window; takes some milliseconds. */
    int width() {
        String size = terminalSize();
        return size == null ? style.width() : columns(size);
    }

    /** Whether somebody reads what this process prints as it comes. */
    public static boolean outputIsTerminal() {
        return isTerminal(1);
    }

    /** Whether this process can ask somebody. */
    public static boolean inputIsTerminal() {
        return isTerminal(0);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            Process test = new ProcessBuilder("sh", "-c", "test -t " + descriptor)
                    .inheritIO()
                    .start();
            return test.waitFor(2, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns "ROWS COLUMNS", or null where standard error is no terminal. */
    private static @Nullable String terminalSize() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "test -t 2 && stty size <&2 2>/dev/null || test -t 2")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            stty.getOutputStream().close();
            try (InputStream answer = stty.getInputStream()) {
                String size = new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip();
                boolean ended = stty.waitFor(2, TimeUnit.SECONDS);
                return ended && stty.exitValue() == 0 ? size : null;
            }
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    static int columns(String size) {
        int blank = size.indexOf(' ');
        try {
            int columns = blank < 0 ? 0 : Integer.parseInt(size.substring(blank + 1));
            // Some terminals do not know their size and say zero.
            return columns > 0 ? columns : USUAL_WIDTH;
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }
}
