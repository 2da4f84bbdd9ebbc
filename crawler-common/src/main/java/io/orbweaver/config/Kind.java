package io.orbweaver.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What values a key takes and how they are read and written. Reading throws IllegalArgumentException with a sentence for
 * the user.
 *
 * @param name for messages and documentation
 * @param range empty where the name says it all
 * @param list whether the key takes a list; otherwise there is exactly one text
 */
record Kind<T>(String name, String range, boolean list, Function<List<String>, T> reader, Function<T, String> writer) {

    private static <T> Kind<T> one(String name, String range, Function<String, T> reader, Function<T, String> writer) {
        return new Kind<>(name, range, false, texts -> reader.apply(texts.getFirst()), writer);
    }

    static Kind<Boolean> bool() {
        return one(
                "true or false",
                "",
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
                },
                String::valueOf);
    }

    static Kind<Integer> whole(int min, int max) {
        Kind<Long> large = large(min, max);
        return one(
                large.name, large.range, text -> Math.toIntExact(large.reader.apply(List.of(text))), String::valueOf);
    }

    static Kind<Long> large(long min, long max) {
        return one(
                "whole number",
                range(String.valueOf(min), String.valueOf(max)),
                text -> {
                    if (!text.matches("-?\\d{1,18}")) {
                        throw new IllegalArgumentException("'" + text + "' is no whole number");
                    }
                    long number = Long.parseLong(text);
                    check(number >= min && number <= max, text, String.valueOf(min), String.valueOf(max));
                    return number;
                },
                String::valueOf);
    }

    static Kind<Double> decimal(double min, double max) {
        return one(
                "number",
                range(String.valueOf(min), String.valueOf(max)),
                text -> {
                    if (!text.matches("-?\\d{1,9}(\\.\\d{1,9})?")) {
                        throw new IllegalArgumentException("'" + text + "' is no number such as 1.5");
                    }
                    double number = Double.parseDouble(text);
                    check(number >= min && number <= max, text, String.valueOf(min), String.valueOf(max));
                    return number;
                },
                String::valueOf);
    }

    static Kind<Duration> duration(String min, String max) {
        Duration least = Durations.parse(min);
        Duration most = Durations.parse(max);
        return one(
                "duration",
                range(min, max),
                text -> {
                    Duration duration = Durations.parse(text);
                    check(duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0, text, min, max);
                    return duration;
                },
                Durations::format);
    }

    static Kind<Long> size(String min, String max) {
        long least = Sizes.parse(min);
        long most = Sizes.parse(max);
        return one(
                "size",
                range(min, max),
                text -> {
                    long size = Sizes.parse(text);
                    check(size >= least && size <= most, text, min, max);
                    return size;
                },
                Sizes::format);
    }

    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants()).map(Kind::lower).collect(Collectors.joining(", "));
        return one(
                "choice",
                names,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> lower(constant).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of " + names)),
                Kind::lower);
    }

    /** @param check throws IllegalArgumentException for what is no such text */
    static Kind<String> text(String name, Function<String, String> check) {
        return one(name, "", check, Function.identity());
    }

    /** @param check throws IllegalArgumentException for what is no such item */
    static Kind<List<String>> texts(String name, Function<String, String> check) {
        return new Kind<>(
                "list of " + name,
                "",
                true,
                texts -> texts.stream().map(check).toList(),
                texts -> texts.stream().collect(Collectors.joining(", ", "[", "]")));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String range(String min, String max) {
        return min + " to " + max;
    }

    private static void check(boolean within, String text, String min, String max) {
        if (!within) {
            throw new IllegalArgumentException("'" + text + "' is out of range: write " + range(min, max));
        }
    }
}
