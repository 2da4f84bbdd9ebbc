package io.orbweaver.config;

import java.util.Locale;

/**
 * One key of the configuration.
 *
 * @param path from the root, with dots; for a setting of a politeness rule only its name
 * @param standard what holds where the key is not written
 * @param meaning for the documentation: Markdown, one line
 */
record Key<T>(String path, Kind<T> kind, T standard, String meaning) {

    /** The environment variable that gives this key. */
    String variable() {
        return "ORBWEAVER_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    String standardText() {
        return kind.writer().apply(standard);
    }
}
