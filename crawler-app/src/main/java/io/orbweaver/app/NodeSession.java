package io.orbweaver.app;

import java.util.concurrent.CompletionStage;

/** A node that runs in this process. Thread-safe. */
public interface NodeSession {
    /**
     * Completes when the node has ended, everything is saved and closed: normally after {@link #interrupt}, with what
     * went wrong otherwise, whose message is for the user.
     */
    CompletionStage<Void> ended();

    /** Finishes what is in flight, saves, leaves and ends. Returns at once; twice does nothing. */
    void interrupt();
}
