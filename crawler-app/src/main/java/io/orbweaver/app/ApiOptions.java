package io.orbweaver.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the REST API of a crawl in this process is served, on 127.0.0.1. It concerns one run and is not kept.
 *
 * @param port from 1 to 65535
 * @param token the bearer token; empty: everybody on this machine may ask
 * @param needed whether a port that cannot be listened on refuses the crawl; else it goes on without
 */
public record ApiOptions(int port, String token, boolean needed) {
    private static final int MOST = 65_535;

    /** Returns null where the API is not wanted, or the port is none, which is added to the problems. */
    static @Nullable ApiOptions read(String port, String token, boolean needed, List<String> problems) {
        try {
            int number = (int) Values.number(port, 0, MOST);
            return number == 0 ? null : new ApiOptions(number, token, needed);
        } catch (IllegalArgumentException e) {
            problems.add("--api-port cannot be '" + port.replaceAll("\\p{Cntrl}", "?") + "': " + e.getMessage() + ".");
            return null;
        }
    }

    /** Leaves the token out, for logs. */
    @Override
    public String toString() {
        return "ApiOptions[" + port + "]";
    }
}
