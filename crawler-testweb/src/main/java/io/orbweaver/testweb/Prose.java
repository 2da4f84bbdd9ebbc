package io.orbweaver.testweb;

/**
 * Words, and paragraphs made of them beforehand, so that a page is put together rather than written. Immutable.
 */
final class Prose {
    /** Some have letters beyond ASCII, all are in ISO 8859-1. None is a path the web uses for something else. */
    private static final String[] WORDS = ("river stone market garden winter summer letter paper window bridge harbour "
                    + "valley mountain village engine signal number island captain doctor teacher student library "
                    + "history science music theatre painting kitchen bread coffee sugar silver copper iron wool "
                    + "cotton leather forest meadow orchard weather thunder shadow lantern candle mirror ladder "
                    + "hammer needle basket bottle blanket pocket button ribbon feather whistle trumpet fiddle drum "
                    + "early late quiet loud narrow broad heavy light gentle bitter hollow golden distant common "
                    + "certain open carries follows remembers measures gathers answers crosses repairs borrows paints "
                    + "counts watches between beyond under against toward during without along café naïve façade "
                    + "crème jalapeño smörgåsbord über élan fête")
            .split(" ");

    private static final int PARAGRAPHS = 512;

    private final String[] paragraphs = new String[PARAGRAPHS];

    Prose(long seed) {
        for (int i = 0; i < PARAGRAPHS; i++) {
            paragraphs[i] = paragraph(new Dice(seed, Dice.Purpose.TEXT, -1, i));
        }
    }

    static String word(Dice dice) {
        return WORDS[dice.below(WORDS.length)];
    }

    /** Returns a word that needs no escaping in a URL. */
    static String plainWord(Dice dice) {
        return WORDS[dice.below(WORDS.length - 9)];
    }

    /** Returns a whole {@code p} element. */
    String paragraph(int number) {
        return paragraphs[number];
    }

    static int paragraphs() {
        return PARAGRAPHS;
    }

    private static String paragraph(Dice dice) {
        StringBuilder text = new StringBuilder("<p>");
        for (int sentences = 2 + dice.below(4); sentences > 0; sentences--) {
            String first = plainWord(dice);
            text.append(Character.toUpperCase(first.charAt(0))).append(first, 1, first.length());
            for (int words = 5 + dice.below(12); words > 0; words--) {
                text.append(dice.below(14) == 0 ? ", " : " ").append(word(dice));
            }
            text.append(". ");
        }
        return text.append("</p>\n").toString();
    }
}
