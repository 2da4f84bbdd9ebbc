package io.orbweaver.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What has to hold for a node to be ready, by name. Thread-safe. */
public final class Health {
    private final Map<String, Supplier<Optional<String>>> conditions = new ConcurrentHashMap<>();

    /**
     * Adds a condition, or replaces the one of that name.
     *
     * @param failing asked on an event loop, so it must not block: why the condition does not hold; empty where it holds
     */
    public void require(String name, Supplier<Optional<String>> failing) {
        conditions.put(name, failing);
    }

    /** Removes a condition. */
    public void forget(String name) {
        conditions.remove(name);
    }

    /** Returns what does not hold and why, by name. A condition that cannot be asked does not hold. */
    public Map<String, String> failing() {
        Map<String, String> failing = new LinkedHashMap<>();
        conditions.keySet().stream().sorted().forEach(name -> {
            Supplier<Optional<String>> condition = conditions.get(name);
            if (condition != null) {
                reason(condition).ifPresent(reason -> failing.put(name, reason));
            }
        });
        return failing;
    }

    private static Optional<String> reason(Supplier<Optional<String>> condition) {
        try {
            return condition.get();
        } catch (RuntimeException e) {
            return Optional.of("cannot be told: " + e);
        }
    }
}
