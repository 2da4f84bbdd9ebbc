package io.orbweaver.client;

import io.orbweaver.json.JsonValue;
import io.orbweaver.terminal.CrawlText;
import io.orbweaver.terminal.Printable;
import io.orbweaver.terminal.Quantities;
import io.orbweaver.terminal.Style;
import io.orbweaver.terminal.TextTable;
import io.orbweaver.terminal.TextTable.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A cluster for people: whether it is safe, its nodes, and the shards that are not where they belong. Pure. */
final class ClusterText {
    private final JsonValue cluster;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    ClusterText(JsonValue cluster, Style style) {
        this.cluster = cluster;
        this.style = style;
    }

    /** Returns it line by line without line ends. */
    List<String> lines() {
        lines.clear();
        String name = "Cluster " + Printable.text(cluster.textOrEmpty("name"));
        lines.add(style.bold(name) + "  " + (cluster.truth("safe") ? style.green("safe") : style.red("not safe")));
        for (String reason : cluster.texts("reasons")) {
            lines.add("  " + style.yellow(Printable.text(reason)));
        }
        lines.add("");
        nodes();
        lines.add("");
        shards();
        return lines;
    }

    private void nodes() {
        TextTable table = new TextTable(
                style,
                Column.text("NODE"),
                Column.text("ROLE"),
                Column.state("STATE"),
                Column.number("SHARDS"),
                Column.number("HEARD"),
                Column.number("LOAD"),
                Column.number("STORE"),
                Column.number("FREE"),
                Column.text("SINCE"),
                Column.text("ADDRESS"));
        for (JsonValue node : cluster.items("nodes")) {
            boolean worker = "worker".equals(node.text("role"));
            JsonValue disk = node.at("disk");
            table.row(
                    node.textOrEmpty("id"),
                    node.textOrEmpty("role"),
                    node.textOrEmpty("state"),
                    worker ? Quantities.count(node.number("shards")) : "",
                    worker ? heard(node.number("lagMs")) : "",
                    node.has("load") ? String.format(Locale.ROOT, "%.0f%%", 100 * node.decimal("load")) : "",
                    disk.has("used") ? Quantities.bytes(disk.number("used")) : "",
                    disk.has("free") ? Quantities.bytes(disk.number("free")) : "",
                    CrawlText.time(node.time("since")),
                    node.textOrEmpty("address"));
        }
        lines.addAll(table.lines());
    }

    private static String heard(long lagMillis) {
        return lagMillis < 1_000 ? lagMillis + " ms ago" : Quantities.length(Duration.ofMillis(lagMillis)) + " ago";
    }

    private void shards() {
        Map<String, Long> states = new TreeMap<>();
        Map<String, Long> moves = new TreeMap<>();
        for (JsonValue shard : cluster.items("shards")) {
            states.merge(shard.textOrEmpty("state"), 1L, Long::sum);
            if (shard.has("target")) {
                String way = (shard.has("owner") ? shard.text("owner") : "nobody") + " -> " + shard.text("target");
                moves.merge(way, 1L, Long::sum);
            }
        }
        long all = states.values().stream().mapToLong(Long::longValue).sum();
        List<String> parts = new ArrayList<>();
        states.forEach((state, count) -> parts.add(Quantities.count(count) + " " + Printable.text(state)));
        lines.add(
                Quantities.count(all, "shard") + (parts.isEmpty() ? "" : ": " + String.join(style.separator(), parts)));
        moves.forEach((way, count) -> lines.add("  " + Quantities.count(count) + " on the way " + Printable.text(way)));
    }
}
