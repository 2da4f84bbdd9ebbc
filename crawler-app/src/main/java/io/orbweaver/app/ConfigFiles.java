package io.orbweaver.app;

import java.nio.file.Path;
import java.util.List;

/** Reads configuration files. */
public interface ConfigFiles {
    /** Reads what concerns a crawl; throws with all problems of the file at once. */
    NodeSettings read(Path file) throws UsageException;

    /** Returns all problems of the file, each a sentence with its path; none where a node would start with it. */
    List<String> problems(Path file);
}
