package io.orbweaver.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {
    private final NodeMetrics metrics = new NodeMetrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    private String line(String start) {
        return metrics.text()
                .lines()
                .filter(line -> line.startsWith(start + " "))
                .findFirst()
                .orElse("");
    }

    @Test
    void everyMetricIsThereFromTheStart() {
        String text = metrics.text();
        for (Metric metric : Metric.values()) {
            String type = metric.kind().name().toLowerCase(java.util.Locale.ROOT);
            assertThat(text).contains("# TYPE " + metric.text() + " " + type + "\n");
        }
        assertThat(line("orbweaver_pages_total{outcome=\"fetched\"}")).endsWith(" 0.0");
        assertThat(line("orbweaver_requests_in_flight")).endsWith(" 0.0");
        assertThat(line("orbweaver_fetch_seconds_count")).endsWith(" 0");
    }

    @Test
    void theJvmAndTheProcessTellOfThemselves() {
        assertThat(metrics.text())
                .contains(
                        "jvm_memory_used_bytes{",
                        "jvm_gc_",
                        "jvm_threads_live_threads",
                        "process_cpu_usage",
                        "process_cpu_time_ns_total",
                        "process_files_open_files",
                        "process_files_max_files");
    }

    @Test
    void valuesAreReadWhenTheTextIs() {
        WorkerMetrics worker = new WorkerMetrics();
        worker.show(metrics);
        worker.answered(200, TimeUnit.MILLISECONDS.toNanos(3));
        worker.answered(404, TimeUnit.MILLISECONDS.toNanos(700));
        worker.answered(999, TimeUnit.HOURS.toNanos(1));
        worker.ended(5, 1, 2, 3);
        worker.linksSent(7);
        assertThat(line("orbweaver_responses_total{status_class=\"2xx\"}")).endsWith(" 1.0");
        assertThat(line("orbweaver_responses_total{status_class=\"4xx\"}")).endsWith(" 1.0");
        assertThat(line("orbweaver_responses_total{status_class=\"other\"}")).endsWith(" 1.0");
        assertThat(line("orbweaver_pages_total{outcome=\"fetched\"}")).endsWith(" 5.0");
        assertThat(line("orbweaver_links_sent_total")).endsWith(" 7.0");
        assertThat(line("orbweaver_fetch_seconds_count")).endsWith(" 3");
        assertThat(line("orbweaver_fetch_seconds_sum")).endsWith(" 3600.703");
        assertThat(line("orbweaver_fetch_seconds_bucket{le=\"0.0025\"}")).endsWith(" 0");
        assertThat(line("orbweaver_fetch_seconds_bucket{le=\"0.005\"}")).endsWith(" 1");
        assertThat(line("orbweaver_fetch_seconds_bucket{le=\"1.0\"}")).endsWith(" 2");
        assertThat(line("orbweaver_fetch_seconds_bucket{le=\"50.0\"}")).endsWith(" 2");
        assertThat(line("orbweaver_fetch_seconds_bucket{le=\"+Inf\"}")).endsWith(" 3");
    }

    @Test
    void aPartThatBreaksTakesNoneOfTheOthersAway() {
        metrics.show(Metric.STORE_BYTES, "", () -> {
            throw new IllegalStateException("the part is closed");
        });
        metrics.show(Metric.SHARDS, "open", () -> 256);
        assertThat(line("orbweaver_shards{state=\"open\"}")).endsWith(" 256.0");
    }

    @Test
    void tagsHaveTheirFixedValuesOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics.show(Metric.PAGES, "http://example.com/", () -> 1))
                .withMessageContaining("outcome");
    }

    @Test
    void boundsOfDurationsGrowByAtMostTheSameFactor() {
        for (Latency latency : new Latency[] {Latency.ofWaiting(), Latency.ofComputing()}) {
            double[] seconds = latency.seconds();
            for (int i = 1; i < seconds.length - 1; i++) {
                assertThat(seconds[i] / seconds[i - 1])
                        .as(Arrays.toString(seconds))
                        .isBetween(1.9, 2.6);
            }
        }
    }
}
