package io.orbweaver.config;

import java.io.Serializable;

/**
 * One thing that is wrong with what a user wrote. Immutable.
 *
 * @param path the key, such as {@code fetch.user-agent}; for what concerns no key the file, variable or flag
 * @param detail a sentence that says what is wrong, where, and what to do
 */
public record Problem(String path, String detail) implements Serializable {
    @Override
    public String toString() {
        return path + ": " + detail;
    }
}
