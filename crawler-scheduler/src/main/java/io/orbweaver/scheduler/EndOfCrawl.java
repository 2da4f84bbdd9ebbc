package io.orbweaver.scheduler;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Knows, and does not guess, when nothing is left of a crawl. A round asks every worker whether its shards are idle, and
 * lasts until the last answers of all say so; the crawl is over when that was so in two rounds in a row with the same
 * activity counters and epochs in both. As the second was asked after all answers of the first, nothing can have been
 * under way between them. Pure.
 */
final class EndOfCrawl {
    /** {@code activity}: a persisted counter that grows with everything that happens. */
    private record Answer(boolean idle, long activity, long epoch) {}

    private long round;
    private final Map<String, Answer> answers = new HashMap<>();
    private Map<String, Answer> before = Map.of();

    /** {@code round}: the first one, higher than any that workers were asked before this process began. */
    EndOfCrawl(long round) {
        this.round = round;
    }

    long round() {
        return round;
    }

    /** Something was added from outside, or shards changed hands: what was answered so far counts no more. */
    void disturb() {
        answers.clear();
        before = Map.of();
        round++;
    }

    /** Takes an answer in; returns whether the crawl is over. {@code workers}: all that own shards. */
    boolean answered(String worker, long toRound, boolean idle, long activity, long epoch, Set<String> workers) {
        if (toRound != round || !workers.contains(worker)) {
            return false;
        }
        answers.put(worker, new Answer(idle, activity, epoch));
        before = idle ? before : Map.of();
        if (answers.size() < workers.size() || !answers.values().stream().allMatch(Answer::idle)) {
            return false;
        }
        boolean over = answers.equals(before);
        before = Map.copyOf(answers);
        answers.clear();
        round++;
        return over;
    }
}
