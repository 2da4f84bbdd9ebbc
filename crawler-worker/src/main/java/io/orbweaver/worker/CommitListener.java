package io.orbweaver.worker;

import io.orbweaver.commit.Commit;
import java.util.List;

/** Hears of every commit once it is durable, on the store's thread, in order: the crawl log. */
@FunctionalInterface
public interface CommitListener {
    /** What throws here ends the worker. */
    void committed(List<Commit> commits);
}
