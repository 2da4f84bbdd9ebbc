package io.orbweaver.app;

import io.orbweaver.config.FetchConfig;
import io.orbweaver.config.PolitenessConfig;

/**
 * What a crawl gets from the configuration where it asks for nothing itself.
 *
 * @param statesMaxWait whether {@code fetch.max-wait} was written down, be it with the value it has by default
 * @param token that whoever asks over HTTP needs; empty where there is none
 */
public record NodeSettings(FetchConfig fetch, PolitenessConfig politeness, boolean statesMaxWait, String token) {

    /** Leaves the token out, for logs. */
    @Override
    public String toString() {
        return "NodeSettings[" + fetch + ", " + politeness + "]";
    }

    public static NodeSettings defaults() {
        return new NodeSettings(FetchConfig.defaults(), PolitenessConfig.defaults(), false, "");
    }
}
