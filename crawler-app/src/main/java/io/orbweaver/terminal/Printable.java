package io.orbweaver.terminal;

/**
 * Text from elsewhere, made fit for a terminal, which it must not steer: control characters, and those that turn the
 * direction of writing or break lines, become question marks. Pure.
 */
public final class Printable {
    private Printable() {}

    public static String text(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> printable.appendCodePoint(steers(letter) ? '?' : letter));
        return printable.toString();
    }

    /** Whether a terminal may take the character for more than a letter. */
    public static boolean steers(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
