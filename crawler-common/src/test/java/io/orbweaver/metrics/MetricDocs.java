package io.orbweaver.metrics;

import java.util.stream.Collectors;

/** Writes the table of all metrics from the names they are shown by, so that the two cannot differ. Pure. */
final class MetricDocs {
    /** Before and behind the table in the page that it is a part of. */
    static final String BEGIN = "<!-- Generated from io.orbweaver.metrics.Metric; change it there. -->\n";

    static final String END = "<!-- End of what is generated. -->\n";

    private MetricDocs() {}

    static String table() {
        StringBuilder text = new StringBuilder("| metric | kind | meaning |\n|---|---|---|\n");
        for (Metric metric : Metric.values()) {
            text.append("| `").append(metric.text()).append('`');
            if (!metric.tag().isEmpty()) {
                text.append(" by `").append(metric.tag()).append("`: ");
                text.append(metric.tagValues().stream()
                        .map(value -> "`" + value + "`")
                        .collect(Collectors.joining(", ")));
            }
            text.append(" | ").append(metric.kind().name().toLowerCase(java.util.Locale.ROOT));
            text.append(" | ").append(metric.meaning()).append(" |\n");
        }
        return text.toString();
    }

    /** Returns the page with the table of today between the two marks. */
    static String into(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no place for the table of metrics");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + table() + "\n" + page.substring(end);
    }
}
