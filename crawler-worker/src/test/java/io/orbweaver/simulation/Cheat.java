package io.orbweaver.simulation;

/** Which rule the simulated shell breaks on purpose, to show that the simulation would notice. */
enum Cheat {
    NONE,
    /** Links are acknowledged when they arrive instead of when they are durable. */
    ACKNOWLEDGES_EARLY,
    /** Delays are half as long as they should be. */
    HURRIES,
    /** The store forgets what a batch says about URLs, once in a while. */
    FORGETS_URLS,
    /** What was fetched is committed again after a restart: the entry stays in the queue. */
    KEEPS_QUEUE,
    /** The last URL of a sitemap is overlooked. */
    SKIPS_IN_SITEMAPS
}
