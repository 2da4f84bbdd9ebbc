package io.orbweaver.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orbweaver.config.Durations;
import io.orbweaver.config.Problem;
import io.orbweaver.crawl.CrawlSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** JSON merge patches (RFC 7396) of what can be changed of a crawl. Pure. */
final class MergePatch {
    private static final Map<String, Set<String>> NAMES = Map.of(
            "scope", Set.of("mode", "include", "exclude"),
            "limits", Set.of("maxPages", "maxDepth", "maxPagesPerHost", "maxBytes", "maxDuration"),
            "politeness", Set.of("delay", "connections", "robots"));

    private MergePatch() {}

    /** Returns the target with the patch applied; the target is changed. Nesting is bounded by the reader. */
    static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode inner) {
                ObjectNode before = target.get(name) instanceof ObjectNode object ? object : JsonDocument.newObject();
                target.set(name, apply(before, inner));
            } else {
                target.set(name, value);
            }
        });
        return target;
    }

    /** Notes fields within that nobody knows and that are null: the merged document would not show them. */
    static void unknown(ObjectNode patch, List<Problem> problems) {
        NAMES.forEach((section, known) -> {
            if (patch.get(section) instanceof ObjectNode inner) {
                inner.properties().stream()
                        .filter(field -> field.getValue().isNull() && !known.contains(field.getKey()))
                        .forEach(field -> new Fields(inner, "/" + section, problems)
                                .refuse(
                                        field.getKey(),
                                        "is no field here: use "
                                                + String.join(
                                                        ", ",
                                                        known.stream().sorted().toList())));
            }
        });
    }

    /** Returns the part of a crawl that can be changed, as its JSON. */
    static ObjectNode changeable(CrawlSpec spec) {
        ObjectNode json = JsonDocument.newObject().put("name", spec.name());
        ObjectNode scope =
                json.putObject("scope").put("mode", spec.scope().mode().name().toLowerCase(Locale.ROOT));
        fill(scope.putArray("include"), spec.scope().include());
        fill(scope.putArray("exclude"), spec.scope().exclude());
        CrawlSpec.Limits limits = spec.limits();
        json.putObject("limits")
                .put("maxPages", limits.maxPages())
                .put("maxDepth", limits.maxDepth())
                .put("maxPagesPerHost", limits.maxPagesPerHost())
                .put("maxBytes", limits.maxBytes())
                .put("maxDuration", Durations.format(limits.maxDuration()));
        CrawlSpec.Manners manners = spec.politeness();
        json.putObject("politeness")
                .put("delay", manners.delay() == null ? null : Durations.format(manners.delay()))
                .put("connections", manners.connections())
                .put("robots", manners.robots());
        return json;
    }

    private static void fill(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
