package io.orbweaver.scheduler;

import io.orbweaver.config.DomainPattern;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.config.PolitenessRule;
import io.orbweaver.config.Problem;
import io.orbweaver.config.RuleSettings;
import io.orbweaver.store.Batch;
import io.orbweaver.store.ByteReader;
import io.orbweaver.store.ByteWriter;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.store.Keys;
import io.orbweaver.store.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of politeness by domain: those of the configuration file, and over them those that came over REST, which are
 * on disk before they hold. Belongs to the scheduler's thread.
 */
public final class Rules {
    /** Every worker holds all of them, and gets all again when one changes. */
    public static final int MAX = 10_000;

    /** Where a rule comes from. */
    public enum Source {
        FILE,
        REST
    }

    /** One rule. {@code domain}: a pattern in the form of {@link DomainPattern#toString()}. */
    public record Entry(String domain, Source source, PolitenessRule rule) {}

    private final KeyValueStore store;
    private final PolitenessConfig file;
    private final Map<String, PolitenessRule> given = new TreeMap<>();
    private long version;

    /** {@code firstVersion}: higher than any that was used before the store was opened this time. */
    Rules(KeyValueStore store, PolitenessConfig file, long firstVersion) {
        this.store = store;
        this.file = file;
        this.version = firstVersion;
        store.scan(Table.RULES, new byte[0], Keys.end(), (key, value) -> {
            given.put(new String(key, StandardCharsets.US_ASCII), decode(value));
            return true;
        });
    }

    /** Returns a number that grows with every change, also over restarts: the file may have changed with one. */
    public long version() {
        return version;
    }

    /** Returns what is in force: the defaults of the file with the rules of both sources. */
    public PolitenessConfig inForce() {
        Map<String, PolitenessRule> all = new HashMap<>(file.domains());
        all.putAll(given);
        return new PolitenessConfig(file.standard(), all);
    }

    /** Returns the rules in force by their patterns: at most {@code limit}, those behind {@code after}. */
    public List<Entry> list(String after, int limit) {
        TreeMap<String, Entry> all = new TreeMap<>();
        file.domains().forEach((domain, rule) -> all.put(domain, new Entry(domain, Source.FILE, rule)));
        given.forEach((domain, rule) -> all.put(domain, new Entry(domain, Source.REST, rule)));
        return all.tailMap(after, false).values().stream().limit(limit).toList();
    }

    /** Returns the rule of exactly that pattern, or null. */
    public @Nullable Entry get(DomainPattern pattern) {
        String domain = pattern.toString();
        PolitenessRule own = given.get(domain);
        if (own != null) {
            return new Entry(domain, Source.REST, own);
        }
        PolitenessRule files = file.domains().get(domain);
        return files == null ? null : new Entry(domain, Source.FILE, files);
    }

    /**
     * Puts a rule in force, durably. It stands before one of the file for the same pattern.
     *
     * @throws WrongStateException where there are {@link #MAX} already
     */
    public void put(DomainPattern pattern, PolitenessRule rule) {
        String domain = pattern.toString();
        if (given.size() >= MAX && !given.containsKey(domain)) {
            throw new WrongStateException(
                    "There are " + MAX + " rules already, which is all that are allowed: delete some first.");
        }
        Batch batch = new Batch();
        batch.put(Table.RULES, key(domain), encode(rule));
        store.write(batch);
        given.put(domain, rule);
        version++;
    }

    /** Removes the rule that came over REST, durably; one of the file for the same pattern holds again. */
    public void remove(DomainPattern pattern) {
        String domain = pattern.toString();
        Batch batch = new Batch();
        batch.delete(Table.RULES, key(domain));
        store.write(batch);
        given.remove(domain);
        version++;
    }

    private static byte[] key(String domain) {
        return domain.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] encode(PolitenessRule rule) {
        Map<String, String> texts = RuleSettings.write(rule);
        ByteWriter out = new ByteWriter(64).varint(texts.size());
        texts.forEach((name, text) -> out.text(name).text(text));
        return out.toBytes();
    }

    private static PolitenessRule decode(byte[] value) {
        ByteReader in = new ByteReader(value);
        Map<String, String> texts = new LinkedHashMap<>();
        for (long left = in.varint(); left > 0; left--) {
            texts.put(in.text(), in.text());
        }
        List<Problem> problems = new ArrayList<>();
        PolitenessRule rule = RuleSettings.read(texts, problems);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the store holds a rule that cannot be read: " + problems);
        }
        return rule;
    }
}
