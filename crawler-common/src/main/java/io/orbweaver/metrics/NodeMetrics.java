package io.orbweaver.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The metrics of a node as Prometheus reads them: all of {@link Metric}, zero until a part of the node shows something,
 * and what the JVM and the process say of themselves. Every node has the same names, so that a query needs no case for
 * one that is not there. Any thread.
 */
public final class NodeMetrics implements AutoCloseable {
    /** One line of the text. The registry holds on to it weakly, this class for as long as it lives. */
    private static final class Line {
        private volatile LongSupplier value = () -> 0;

        double read() {
            return value.getAsLong();
        }
    }

    /** All durations of one kind. The registry of Micrometer would keep quantiles that cannot be added up. */
    private static final class Histogram implements Collector {
        private final Metric metric;
        private volatile Latency latency = Latency.ofWaiting();

        Histogram(Metric metric) {
            this.metric = metric;
        }

        @Override
        public MetricSnapshot collect() {
            Latency now = latency;
            return HistogramSnapshot.builder()
                    .name(metric.text())
                    .help(metric.meaning())
                    .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                            .classicHistogramBuckets(ClassicHistogramBuckets.of(now.seconds(), now.counts()))
                            .sum(now.sum())
                            .build())
                    .build();
        }
    }

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Metric, List<Line>> lines = new EnumMap<>(Metric.class);
    private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public NodeMetrics() {
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.HISTOGRAM) {
                Histogram histogram = new Histogram(metric);
                histograms.put(metric, histogram);
                registry.getPrometheusRegistry().register(histogram);
            } else {
                lines.put(
                        metric,
                        metric.tagValues().stream()
                                .map(value -> line(metric, value))
                                .toList());
            }
        }
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    private Line line(Metric metric, String value) {
        Line line = new Line();
        Tags tags = metric.tag().isEmpty() ? Tags.empty() : Tags.of(metric.tag(), value);
        if (metric.kind() == Metric.Kind.COUNTER) {
            FunctionCounter.builder(metric.text(), line, Line::read)
                    .description(metric.meaning())
                    .tags(tags)
                    .register(registry);
        } else {
            Gauge.builder(metric.text(), line, Line::read)
                    .description(metric.meaning())
                    .tags(tags)
                    .register(registry);
        }
        return line;
    }

    /**
     * Shows a value from now on, in place of what was shown before.
     *
     * @param value of the metric's tag, empty where it has none
     * @param now asked on any thread, whenever somebody asks for the text; of a counter it never goes down
     * @throws IllegalArgumentException where the metric has no such tag
     */
    public void show(Metric metric, String value, LongSupplier now) {
        List<Line> known = lines.getOrDefault(metric, List.of());
        int place = metric.tagValues().indexOf(value);
        if (place < 0 || place >= known.size()) {
            throw new IllegalArgumentException(metric + " has no " + metric.tag() + " '" + value + "'");
        }
        known.get(place).value = now;
    }

    /** Shows durations from now on. */
    public void show(Metric metric, Latency latency) {
        Histogram histogram = histograms.get(metric);
        if (histogram == null) {
            throw new IllegalArgumentException(metric + " is no histogram");
        }
        histogram.latency = latency;
    }

    /** Returns everything in Prometheus' text format 0.0.4. May take milliseconds: it asks the system. */
    public String text() {
        return registry.scrape();
    }

    /** Listens no more to the JVM. */
    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
