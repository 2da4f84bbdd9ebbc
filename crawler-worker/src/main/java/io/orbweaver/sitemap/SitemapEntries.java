package io.orbweaver.sitemap;

import io.orbweaver.url.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The URLs of one file as they are read, up to the limit of the protocol. For one thread. */
final class SitemapEntries {
    private final Set<Url> urls = new LinkedHashSet<>();
    private final Map<Url, Instant> lastModified = new HashMap<>();
    private final List<Url> entry = new ArrayList<>();
    private @Nullable Instant date;
    private int count;
    private int invalid;

    void add(String text) {
        if (full()) {
            return;
        }
        count++;
        Url url = Url.parse(text);
        if (url == null) {
            invalid++;
        } else {
            urls.add(url);
            entry.add(url);
        }
    }

    /** The entry that is being read has this date. Of several the latest counts: a feed gives first and last change. */
    void date(Instant found) {
        date = date == null || found.isAfter(date) ? found : date;
    }

    /** The entry ends, and all that was added since the last one ended has its date. */
    void end() {
        for (Url url : entry) {
            if (date != null) {
                lastModified.put(url, date);
            }
        }
        entry.clear();
        date = null;
    }

    boolean full() {
        return count >= SitemapReader.MAX_URLS;
    }

    List<Url> urls() {
        return List.copyOf(urls);
    }

    Map<Url, Instant> lastModified() {
        return Map.copyOf(lastModified);
    }

    int invalid() {
        return invalid;
    }
}
