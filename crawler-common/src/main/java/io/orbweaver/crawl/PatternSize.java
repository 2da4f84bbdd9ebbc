package io.orbweaver.crawl;

/**
 * Estimates how many steps a pattern compiles to. RE2 writes counted repetitions out, and nested ones multiply:
 * {@code ((a{1000}){1000}){1000}} would take all memory there is. Reads just enough of the syntax to know groups,
 * classes, escapes and counts; what is no valid pattern gets some number. Pure.
 */
final class PatternSize {
    private final String text;
    private int at;

    private PatternSize(String text) {
        this.text = text;
    }

    static long of(String text) {
        PatternSize pattern = new PatternSize(text);
        long size = 0;
        // A closing parenthesis too many ends a group early: go on, so that nothing stays uncounted.
        while (pattern.at < text.length()) {
            size = plus(size, pattern.group());
        }
        return size;
    }

    /** The size of what stands up to the parenthesis that closes it, which is passed. */
    private long group() {
        long[] open = new long[text.length() + 1];
        long[] last = new long[text.length() + 1];
        int depth = 0;
        while (at < text.length()) {
            char letter = text.charAt(at++);
            if (letter == '(') {
                depth++;
                open[depth] = 0;
                last[depth] = 0;
            } else if (letter == ')' && depth == 0) {
                break;
            } else if (letter == ')') {
                long inner = plus(open[depth], last[depth]);
                depth--;
                open[depth] = plus(open[depth], last[depth]);
                last[depth] = plus(inner, 1);
            } else if (letter == '{') {
                last[depth] = times(last[depth], count());
            } else {
                skipRest(letter);
                open[depth] = plus(open[depth], last[depth]);
                last[depth] = 1;
            }
        }
        long size = 0;
        for (int level = 0; level <= depth; level++) {
            size = plus(size, plus(open[level], last[level]));
        }
        return size;
    }

    /** The larger number of {@code {n,m}}, whose opening brace is passed; 1 where this is no repetition. */
    private long count() {
        long most = 1;
        long number = 0;
        int index = at;
        for (; index < text.length() && (Character.isDigit(text.charAt(index)) || text.charAt(index) == ','); index++) {
            char letter = text.charAt(index);
            number = letter == ',' ? 0 : plus(times(number, 10), Character.digit(letter, 10));
            most = Math.max(most, number);
        }
        if (index == at || index == text.length() || text.charAt(index) != '}') {
            return 1;
        }
        at = index + 1;
        return most;
    }

    /** Passes what belongs to an escape or a class that the letter opens. */
    private void skipRest(char letter) {
        if (letter == '\\') {
            at++;
        } else if (letter == '[') {
            at += at < text.length() && text.charAt(at) == '^' ? 2 : 1;
            while (at < text.length() && text.charAt(at) != ']') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
        }
    }

    private static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long times(long one, long other) {
        return one != 0 && other > Long.MAX_VALUE / one ? Long.MAX_VALUE : one * other;
    }
}
