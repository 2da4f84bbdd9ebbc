package io.orbweaver.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. Pure. */
public final class Quantities {
    private static final String[] SIZE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Quantities() {}

    /** Returns a number with its thousands set apart: {@code 12,345}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Returns a number with its unit, in the singular for one: {@code 1 page}, {@code 2 pages}. */
    public static String count(long value, String unit) {
        return count(value) + " " + unit + (value == 1 ? "" : "s");
    }

    /** Returns events a second: with a decimal below a hundred, {@code 0} for what is not a number. */
    public static String rate(double perSecond) {
        if (!Double.isFinite(perSecond) || perSecond <= 0) {
            return "0";
        }
        return perSecond < 99.95
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : String.format(Locale.ROOT, "%,d", Math.round(perSecond));
    }

    /** Returns a size in the largest unit that leaves a number of at least one: {@code 12.4 MiB}. */
    public static String bytes(double bytes) {
        double value = Double.isFinite(bytes) ? Math.max(0, bytes) : 0;
        int unit = 0;
        // 1023.95 would be shown as 1024.0 of the smaller unit.
        while (value >= (unit == 0 ? 1024 : 1023.95) && unit < SIZE_UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, SIZE_UNITS[unit]);
    }

    /** Returns a running clock: {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
    public static String clock(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** Returns a length of time in words: {@code 0.4 s}, {@code 12.3 s}, {@code 2 min 5 s}, {@code 3 h 4 min}. */
    public static String length(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(time.toMillis() / 100.0) / 10);
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return Quantities.count(seconds / 3600) + " h " + seconds / 60 % 60 + " min";
    }
}
