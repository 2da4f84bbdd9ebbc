package io.orbweaver.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Guesses what somebody meant who wrote a key that there is not. Pure. */
final class Nearest {
    private static final int MAX_LENGTH = 100;

    private Nearest() {}

    /** Returns {@code : did you mean 'x'?} for the known key that is nearest, or nothing where none is near. */
    static String hint(String path, Collection<String> known) {
        String best = closest(path, known);
        if (best == null) {
            String name = path.substring(path.lastIndexOf('.') + 1);
            best = known.stream()
                    .filter(key -> key.endsWith("." + name))
                    .findFirst()
                    .orElse(null);
        }
        return best == null ? "" : ": did you mean '" + best + "'?";
    }

    private static @Nullable String closest(String path, Collection<String> known) {
        if (path.length() > MAX_LENGTH) {
            return null;
        }
        String best = null;
        int least = Math.max(2, path.length() / 5) + 1;
        for (String key : known) {
            int distance = distance(path, key);
            if (distance < least) {
                least = distance;
                best = key;
            }
        }
        return best;
    }

    /** Levenshtein's: letters to add, drop or replace. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
