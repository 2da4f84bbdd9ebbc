package io.orbweaver.rest;

import io.orbweaver.config.Problem;
import io.orbweaver.url.Url;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of one request. What is wrong with them is collected, so that the user reads all of it at once. */
final class Parameters {
    private final MultiMap query;
    private final Set<String> asked = new HashSet<>();
    private final List<Problem> invalid = new ArrayList<>();

    Parameters(MultiMap query) {
        this.query = query;
    }

    /** @param parse throws IllegalArgumentException with a sentence for what is none */
    <T> @Nullable T optional(String name, Function<String, T> parse) {
        asked.add(name);
        List<String> values = query.getAll(name);
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            wrong(name, "is there " + values.size() + " times: give it once");
            return null;
        }
        try {
            return parse.apply(values.getFirst());
        } catch (IllegalArgumentException e) {
            wrong(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    <T> @Nullable T required(String name, Function<String, T> parse) {
        T value = optional(name, parse);
        if (value == null && !query.contains(name)) {
            wrong(name, "is missing");
        }
        return value;
    }

    int number(String name, int least, int most, int otherwise) {
        Integer value = optional(name, text -> {
            int number = text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.isEmpty()
                    ? Integer.parseInt(text)
                    : -1;
            if (number < least || number > most) {
                throw new IllegalArgumentException("is no whole number from " + least + " to " + most);
            }
            return number;
        });
        return value == null ? otherwise : value;
    }

    void wrong(String name, String detail) {
        invalid.add(new Problem("/" + name, detail));
    }

    /** Throws where anything is wrong; a parameter that nobody asked for is. */
    void end() {
        for (String name : query.names()) {
            if (!asked.contains(name)) {
                wrong(
                        name.length() > 100 ? name.substring(0, 100) : name,
                        "is no parameter here"
                                + (asked.isEmpty()
                                        ? ""
                                        : ": use "
                                                + String.join(
                                                        ", ",
                                                        asked.stream().sorted().toList())));
            }
        }
        if (!invalid.isEmpty()) {
            throw ProblemException.invalid(invalid);
        }
    }

    static Url url(String text) {
        Url url = Url.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("is no absolute URL of http or https");
        }
        return url;
    }

    /** Returns the root of a host, whose name is brought into normal form. */
    static Url host(String text) {
        Url url = text.chars().anyMatch(c -> "/?#@\\".indexOf(c) >= 0) ? null : Url.parse("http://" + text + "/");
        if (url == null || url.port() != 80) {
            throw new IllegalArgumentException("is no name or address of a host");
        }
        return url;
    }
}
