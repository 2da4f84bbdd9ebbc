package io.orbweaver.simulation;

import io.orbweaver.crawl.PageRecord;
import java.util.Set;

/** Hears of what becomes durable. */
interface Records {
    /** {@code order}: of the record on its shard, by which a copy is known. */
    void written(int crawl, long order, PageRecord page);

    /** What these shards held may come again. */
    void lost(Set<Integer> shards);

    /** The crawl was declared over. */
    void ended(int crawl);
}
