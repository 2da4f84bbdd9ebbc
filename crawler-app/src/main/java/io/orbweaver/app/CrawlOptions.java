package io.orbweaver.app;

import io.orbweaver.config.FetchConfig;
import io.orbweaver.config.PolitenessConfig;
import io.orbweaver.crawl.CrawlSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything a crawl in this process needs to know, checked. Immutable.
 *
 * @param outputs absolute, of formats that can be written
 * @param text whether JSONL has the text of pages
 * @param resume whether it is to go on with the crawl in the data directory
 * @param given what all of this was made from, for {@link OptionsFile}
 */
public record CrawlOptions(
        CrawlSpec spec,
        FetchConfig fetch,
        PolitenessConfig politeness,
        Path data,
        List<Path> outputs,
        boolean text,
        boolean resume,
        GivenOptions given) {

    public CrawlOptions {
        outputs = List.copyOf(outputs);
    }
}
