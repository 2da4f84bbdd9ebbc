package io.orbweaver.app;

import io.orbweaver.config.FetchConfig;
import io.orbweaver.config.PolitenessConfig;

/** What a crawl gets from the configuration where it asks for nothing itself. */
public record NodeSettings(FetchConfig fetch, PolitenessConfig politeness) {
    public static NodeSettings defaults() {
        return new NodeSettings(FetchConfig.defaults(), PolitenessConfig.defaults());
    }
}
