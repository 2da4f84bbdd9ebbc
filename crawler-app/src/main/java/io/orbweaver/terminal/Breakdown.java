package io.orbweaver.terminal;

import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.FailureKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The counts of a crawl by kind, each as {@code kind number}, the most frequent first, without zeros. Pure. */
final class Breakdown {
    private static final Map<FailureKind, String> FAILURES = Map.of(
            FailureKind.DNS, "name lookup",
            FailureKind.CONNECT, "no connection",
            FailureKind.TLS, "TLS",
            FailureKind.TIMEOUT, "timeout",
            FailureKind.TOO_MANY_REDIRECTS, "too many redirects",
            FailureKind.PROTOCOL, "broken HTTP",
            FailureKind.REFUSED_ADDRESS, "private address",
            FailureKind.ROBOTS, "robots.txt unavailable",
            FailureKind.WAITING, "wait too long");

    private Breakdown() {}

    static List<String> failures(CrawlStatus.Counts counts) {
        return parts(counts.failures(), kind -> FAILURES.get(kind) + " ", Breakdown::mostFirst);
    }

    static List<String> exclusions(CrawlStatus.Counts counts) {
        return parts(counts.excludedBy(), exclusion -> exclusion.label() + " ", Breakdown::mostFirst);
    }

    /** In the order of the status, not of the number. */
    static List<String> statuses(CrawlStatus.Counts counts) {
        return parts(
                counts.byStatus(),
                status -> status + ": ",
                (one, other) -> Integer.compare(one.getKey(), other.getKey()));
    }

    private static <K extends Comparable<K>> int mostFirst(Map.Entry<K, Long> one, Map.Entry<K, Long> other) {
        int byNumber = Long.compare(other.getValue(), one.getValue());
        return byNumber != 0 ? byNumber : one.getKey().compareTo(other.getKey());
    }

    private static <K> List<String> parts(
            Map<K, Long> counts, Function<K, String> name, Comparator<Map.Entry<K, Long>> order) {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .sorted(order)
                .map(count -> name.apply(count.getKey()) + Quantities.count(count.getValue()))
                .toList();
    }
}
