package io.orbweaver.crawl;

import java.time.Instant;

/**
 * Who fetched the answers of a crawl, and how: what an archive says of itself.
 *
 * @param cluster 32 hexadecimal digits that no other cluster, and no other data directory, has
 * @param name may be empty
 * @param contact URL or mail of who is responsible; may be empty
 * @param robots whether robots.txt was obeyed
 */
public record Provenance(
        String cluster, long crawl, String name, Instant created, String userAgent, String contact, boolean robots) {}
