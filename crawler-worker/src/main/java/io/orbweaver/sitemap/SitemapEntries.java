package io.orbweaver.sitemap;

import io.orbweaver.url.Url;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The URLs of one file as they are read, up to the limit of the protocol. For one thread. */
final class SitemapEntries {
    private final Set<Url> urls = new LinkedHashSet<>();
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
        }
    }

    boolean full() {
        return count >= SitemapReader.MAX_URLS;
    }

    List<Url> urls() {
        return List.copyOf(urls);
    }

    int invalid() {
        return invalid;
    }
}
