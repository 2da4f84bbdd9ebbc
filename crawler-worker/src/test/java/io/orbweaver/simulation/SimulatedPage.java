package io.orbweaver.simulation;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One URL of the simulated web and how it behaves. Filled while the web is made, fixed afterwards. */
final class SimulatedPage {
    /**
     * What stands in the way of an answer.
     *
     * @param times how many requests it hits; {@link #ALWAYS} for all
     * @param kind a failure, or null where {@code status} is answered
     * @param retryAfter in seconds, 0 = the field is absent
     */
    record Trouble(int times, @Nullable FailureKind kind, int status, int retryAfter) {
        static final int ALWAYS = Integer.MAX_VALUE;
        static final Trouble NONE = new Trouble(0, null, 200, 0);
    }

    final Url url;
    final List<Url> links = new ArrayList<>();
    int status = 200;

    @Nullable
    Url location;

    Trouble trouble = Trouble.NONE;
    /** Pages with the same number have the same body. */
    long body;

    SimulatedPage(Url url, long body) {
        this.url = url;
        this.body = body;
    }
}
