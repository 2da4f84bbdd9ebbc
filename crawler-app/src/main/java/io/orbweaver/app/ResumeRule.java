package io.orbweaver.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What options mean that are given again with {@code --resume}: limits replace those in force, output files, and text in them, are added,
 * everything else must say what is in force already. Pure.
 */
final class ResumeRule {
    private static final Set<String> LIMITS =
            Set.of("max-pages", "max-depth", "max-pages-per-host", "max-bytes", "max-duration", "max-wait");

    private ResumeRule() {}

    /**
     * Returns the options in force from now on.
     *
     * @param stored those of the runs before
     * @param again those given now
     * @param settings the configuration of both
     * @throws UsageException that names the first option which differs, or all problems of values that are none
     */
    static GivenOptions merge(GivenOptions stored, GivenOptions again, NodeSettings settings, Path data)
            throws UsageException {
        CrawlOptions before = OptionReader.read(stored, settings, data, true);
        GivenOptions all = stored;
        for (String name : again.names()) {
            all = all.with(name, name.equals(GivenOptions.OUTPUT) ? union(stored, again) : again.all(name));
        }
        OptionReader.read(all, settings, data, true);
        GivenOptions merged = stored;
        for (String name : again.names()) {
            GivenOptions changed = merged.with(name, all.all(name));
            boolean replaces =
                    LIMITS.contains(name) || name.equals(GivenOptions.OUTPUT) || name.equals(GivenOptions.TEXT);
            if (!replaces
                    && !same(before, OptionReader.read(stored.with(name, again.all(name)), settings, data, true))) {
                throw new UsageException(difference(name, stored, again));
            }
            merged = replaces ? changed : merged;
        }
        return merged;
    }

    private static boolean same(CrawlOptions before, CrawlOptions after) {
        // The same delay may be written "1s" and "1000ms": what options mean is compared, not how they are written.
        return before.spec().equals(after.spec())
                && before.fetch().equals(after.fetch())
                && Objects.equals(
                        before.given().one(GivenOptions.CONFIG), after.given().one(GivenOptions.CONFIG));
    }

    private static String difference(String name, GivenOptions stored, GivenOptions again) {
        String option = GivenOptions.written(name);
        String was = stored.flag(name) ? "it began with " + String.join(", ", stored.all(name)) : "it began without";
        return option + " " + String.join(", ", again.all(name)) + " differs from the crawl to go on with: " + was
                + ". Leave " + option + " out, or start a new crawl in another --data directory.";
    }

    private static List<String> union(GivenOptions stored, GivenOptions again) {
        Set<String> files = new LinkedHashSet<>(stored.all(GivenOptions.OUTPUT));
        files.addAll(again.all(GivenOptions.OUTPUT));
        return new ArrayList<>(files);
    }
}
