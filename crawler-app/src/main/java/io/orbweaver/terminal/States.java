package io.orbweaver.terminal;

import io.orbweaver.crawl.CrawlStatus;
import java.util.Locale;

/** States of crawls and nodes as words and colours. Pure. */
final class States {
    private States() {}

    /** Returns the state and, of a crawl that has ended, why it did. */
    static String of(CrawlStatus crawl) {
        String state = crawl.state().name().toLowerCase(Locale.ROOT);
        String reason = crawl.reason() == null ? state : crawl.reason().label();
        return reason.equals(state) ? state : state + ": " + reason;
    }

    /** Green is well, yellow is on its way or held, red needs somebody. */
    static String paint(Style style, String state) {
        int colon = state.indexOf(':');
        return switch (colon < 0 ? state : state.substring(0, colon)) {
            case "running", "ready", "finished" -> style.green(state);
            case "paused", "stopping", "stopped", "joining", "draining" -> style.yellow(state);
            case "failed", "away", "disk-full", "store-corrupt" -> style.red(state);
            default -> state;
        };
    }
}
