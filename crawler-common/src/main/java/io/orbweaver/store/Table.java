package io.orbweaver.store;

/** The column families of a worker's store. Every key begins with the shard (2 bytes, big-endian). */
public enum Table {
    /** (shard, crawl, host hash, URL hash) → state, depth, status, page order. */
    URLS,
    /** (shard, crawl, host hash, URL hash) → when the page changed last, as its host's sitemap says. */
    LAST_MODIFIED,
    /** (shard, crawl, host hash, depth, order) → scheme, port, path and query, referrer, chain. */
    QUEUE,
    /** (shard, time, crawl, host hash, URL hash) → a queue entry that waits for another attempt. */
    DUE,
    /** (shard, host hash) → name, last response, back-off; (shard, host hash, origin hash) → robots.txt. */
    HOSTS,
    /** (shard, crawl, host hash) → queued and fetched counts. */
    HOST_QUEUES,
    /** (shard, crawl, order) → the record of one committed answer. */
    PAGES,
    /** (shard, crawl, order) → its fields and its body as received. Values lie in blob files. */
    BODIES,
    /** (shard, crawl, domain hash, digest) → the first page with that body. */
    DIGESTS,
    /** (shard, sequence) → links under way to shards of other workers. */
    OUTBOX,
    /** (shard, from shard) → epoch and sequence of the last batch taken in. */
    INBOX,
    /** (shard, …) → counters, permits, epochs. */
    META,
    /** The scheduler's: (crawl) → what was asked for and how far it is. Its tables know no shard before the crawl. */
    CRAWLS,
    /** The scheduler's: (crawl, shard) → permits granted. */
    GRANTS,
    /** The scheduler's: (sequence) → seeds that no worker has taken yet. */
    SPOOL,
    /** The scheduler's: (shard) → who owns it and who gets it. */
    SHARDS,
    /** The scheduler's: (name) → a worker it has met. */
    NODES,
    /** The scheduler's: (domain pattern) → a politeness rule that came over REST. */
    RULES
}
