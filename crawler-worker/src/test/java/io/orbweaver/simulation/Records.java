package io.orbweaver.simulation;

import io.orbweaver.crawl.PageRecord;

/** Hears of what becomes durable. */
interface Records {
    void written(int crawl, PageRecord page);

    /** The crawl was declared over. */
    void ended(int crawl);
}
