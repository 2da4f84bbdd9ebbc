package io.orbweaver.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orbweaver.config.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a document. Each is taken once; what is wrong is noted under its pointer, and reading goes
 * on with the default. A field that is null is as good as not written. One thread.
 */
final class Fields {
    private static final int SHOWN = 300;

    private final ObjectNode object;
    private final String pointer;
    private final List<Problem> problems;
    private final Set<String> known = new HashSet<>();

    Fields(ObjectNode object, String pointer, List<Problem> problems) {
        this.object = object;
        this.pointer = pointer;
        this.problems = problems;
    }

    private @Nullable JsonNode take(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Returns the fields of an object within; of none where it is not there. */
    Fields object(String name) {
        JsonNode value = take(name);
        if (value instanceof ObjectNode inner) {
            return new Fields(inner, at(name), problems);
        }
        if (value != null) {
            problem(name, "is no object: write { and } around its fields");
        }
        return new Fields(JsonDocument.newObject(), at(name), problems);
    }

    /** @param parse throws IllegalArgumentException with a sentence for what is no such text */
    <T> T text(String name, Function<String, T> parse, T otherwise) {
        JsonNode value = take(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isTextual()) {
            problem(name, "is no text: write it in quotation marks");
            return otherwise;
        }
        return parsed(name, value.textValue(), parse, otherwise);
    }

    /** As {@link #text}, where a whole number may stand without quotation marks, too. */
    <T> T textOrNumber(String name, Function<String, T> parse, T otherwise) {
        JsonNode value = take(name);
        return value != null && value.isIntegralNumber()
                ? parsed(name, value.asText(), parse, otherwise)
                : text(name, parse, otherwise);
    }

    private <T> T parsed(String name, String text, Function<String, T> parse, T otherwise) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            problem(name, String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    long number(String name, long least, long most, long otherwise) {
        JsonNode value = take(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            problem(name, "is no whole number from " + least + " to " + most);
            return otherwise;
        }
        return value.longValue();
    }

    @Nullable
    Boolean truth(String name, @Nullable Boolean otherwise) {
        JsonNode value = take(name);
        if (value != null && !value.isBoolean()) {
            problem(name, "is neither true nor false");
        }
        return value == null || !value.isBoolean() ? otherwise : Boolean.valueOf(value.booleanValue());
    }

    /** @param check returns what is wrong with one text, or null */
    List<String> texts(String name, int most, Function<String, @Nullable String> check) {
        JsonNode value = take(name);
        List<String> texts = new ArrayList<>();
        if (value == null) {
            return texts;
        }
        if (!value.isArray() || value.size() > most) {
            problem(
                    name,
                    value.isArray()
                            ? "has " + value.size() + " items; " + most + " are allowed"
                            : "is no list: write [ and ] around its texts");
            return texts;
        }
        for (int index = 0; index < value.size(); index++) {
            JsonNode item = value.get(index);
            String wrong = item.isTextual() ? check.apply(item.textValue()) : "is no text: write it in quotation marks";
            if (wrong == null) {
                texts.add(item.textValue());
            } else {
                problems.add(new Problem(at(name) + "/" + index, shortened(wrong)));
            }
        }
        return texts;
    }

    /** Whether the field is there, be it null. */
    boolean has(String name) {
        return object.has(name);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Notes a field that may not be there, or only as it is. */
    void refuse(String name, String detail) {
        known.add(name);
        problem(name, detail);
    }

    void allow(String name) {
        known.add(name);
    }

    /** Every field that nobody asked for is a problem: most often it is a misspelt one, which would do nothing. */
    void end(Function<String, String> why) {
        for (String name : names()) {
            if (!known.contains(name)) {
                problems.add(new Problem(at(name), shortened(why.apply(name))));
            }
        }
    }

    void end() {
        end(name -> "is no field here: use "
                + String.join(", ", known.stream().sorted().toList()));
    }

    private void problem(String name, String detail) {
        problems.add(new Problem(at(name), shortened(detail)));
    }

    private String at(String name) {
        String part = name.length() > SHOWN ? name.substring(0, SHOWN) : name;
        return pointer + "/" + part.replace("~", "~0").replace("/", "~1");
    }

    private static String shortened(String detail) {
        return detail.length() <= 2 * SHOWN
                ? detail
                : detail.substring(0, SHOWN) + " … " + detail.substring(detail.length() - SHOWN / 2);
    }
}
