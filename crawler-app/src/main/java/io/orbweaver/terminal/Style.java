package io.orbweaver.terminal;

/**
 * What the place that progress is shown at can do. Immutable.
 *
 * @param updating whether what was written can be written over; else progress is one line now and then
 * @param colour whether colours may be used
 * @param unicode whether more than ASCII can be shown
 * @param width in columns, above zero
 */
public record Style(boolean updating, boolean colour, boolean unicode, int width) {
    private static final String RESET = "\u001b[0m";

    /** Text for a file or another program: nothing is written over, nothing coloured. */
    public static Style plain() {
        return new Style(false, false, false, 80);
    }

    public Style withWidth(int columns) {
        return new Style(updating, colour, unicode, columns);
    }

    public String bold(String text) {
        return painted("\u001b[1m", text);
    }

    public String dim(String text) {
        return painted("\u001b[2m", text);
    }

    public String green(String text) {
        return painted("\u001b[32m", text);
    }

    public String yellow(String text) {
        return painted("\u001b[33m", text);
    }

    public String red(String text) {
        return painted("\u001b[31m", text);
    }

    public String cyan(String text) {
        return painted("\u001b[36m", text);
    }

    private String painted(String code, String text) {
        return colour && !text.isEmpty() ? code + text + RESET : text;
    }

    /** Returns what separates the items of a list: a middle dot where it can be shown. */
    public String separator() {
        return unicode ? " · " : ", ";
    }

    public String ellipsis() {
        return unicode ? "…" : "~";
    }
}
