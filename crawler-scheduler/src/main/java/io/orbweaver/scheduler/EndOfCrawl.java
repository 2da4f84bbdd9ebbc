package io.orbweaver.scheduler;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Knows, and does not guess, when nothing is left of a crawl. A round asks every worker whether its shards are idle; the
 * crawl is over when all were idle in two rounds in a row, the second asked after all answers of the first, with the
 * same activity counters and epochs in both: then nothing can have been under way between them. Pure.
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

    /** Something was added from outside: what was answered so far counts no more. */
    void disturb() {
        answers.clear();
        before = Map.of();
        round++;
    }

    /** Takes an answer in; returns whether the crawl is over. {@code workers}: all that own shards. */
    boolean answered(String worker, long toRound, boolean idle, long activity, long epoch, Set<String> workers) {
        if (toRound != round) {
            return false;
        }
        answers.put(worker, new Answer(idle, activity, epoch));
        if (!answers.keySet().containsAll(workers)) {
            return false;
        }
        boolean allIdle = answers.values().stream().allMatch(Answer::idle);
        boolean over = allIdle && answers.equals(before);
        before = allIdle ? Map.copyOf(answers) : Map.of();
        answers.clear();
        round++;
        return over;
    }
}
