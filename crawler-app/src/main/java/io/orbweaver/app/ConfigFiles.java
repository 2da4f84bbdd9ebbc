package io.orbweaver.app;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads configuration files. */
public interface ConfigFiles {
    /**
     * Reads what concerns a crawl.
     *
     * @param file null: only what the environment says
     * @throws UsageException with all problems at once
     */
    NodeSettings read(@Nullable Path file) throws UsageException;

    /** Reads a file for what is wrong with it. */
    Findings check(Path file);

    /**
     * What was found in a file, each a sentence with its path.
     *
     * @param problems with any of them no node starts
     * @param doubts what looks like a mistake but may be none
     */
    record Findings(List<String> problems, List<String> doubts) {
        public Findings {
            problems = List.copyOf(problems);
            doubts = List.copyOf(doubts);
        }
    }
}
