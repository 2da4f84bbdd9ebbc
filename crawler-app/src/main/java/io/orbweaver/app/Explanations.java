package io.orbweaver.app;

import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.Explanation;
import io.orbweaver.url.Url;
import java.nio.file.Path;

/** Where explanations of single URLs come from. */
public interface Explanations {
    /**
     * Explains a URL of the crawl in a data directory, of which nothing is changed.
     *
     * @param politeness the rules in force for the crawl
     * @throws UsageException where the directory holds no crawl, is in use, or cannot be read
     */
    Explanation explain(Path data, PolitenessConfig politeness, Url url) throws UsageException;
}
