package io.orbweaver.config;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as users write them everywhere: {@code 512KiB}, {@code 10MiB}, {@code 1GiB}. Pure. */
public final class Sizes {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final Pattern FORM = Pattern.compile("(\\d{1,30})(B|KiB|MiB|GiB|TiB)");

    private Sizes() {}

    /**
     * Reads a whole number with its unit, or a plain {@code 0}.
     *
     * @throws IllegalArgumentException with a sentence for the user where the text is no size
     */
    public static long parse(String text) {
        if (text.equals("0")) {
            return 0;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no size: write a whole number and a unit, such as 512KiB, 10MiB or 1GiB");
        }
        BigInteger bytes = new BigInteger(form.group(1)).shiftLeft(10 * UNITS.indexOf(form.group(2)));
        if (bytes.bitLength() > 63) {
            throw new IllegalArgumentException("'" + text + "' is larger than any size that can be counted");
        }
        return bytes.longValueExact();
    }

    /** Returns the shortest text that {@link #parse} reads as that number of bytes. */
    public static String format(long bytes) {
        if (bytes == 0) {
            return "0";
        }
        int unit = Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.size() - 1);
        return (bytes >> 10 * unit) + UNITS.get(unit);
    }
}
