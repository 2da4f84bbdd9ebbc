package io.orbweaver.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What was opened so far. Closes the last first, each once, and all of it whatever fails meanwhile. Not thread-safe. */
public final class OpenParts implements AutoCloseable {
    /** Ends one part, and returns when it has ended. */
    @FunctionalInterface
    public interface Close {
        void run() throws Exception;
    }

    private final Deque<Close> parts = new ArrayDeque<>();

    public void add(Close close) {
        parts.push(close);
    }

    /** Throws the first failure, to which later ones are added; closing twice does nothing. */
    @Override
    public void close() {
        IllegalStateException first = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().run();
            } catch (Exception e) {
                first = added(first, e);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Closes after a failure, to which those of closing are added. */
    public void closeAfter(Throwable failure) {
        try {
            close();
        } catch (IllegalStateException e) {
            failure.addSuppressed(e);
        }
    }

    private static IllegalStateException added(@Nullable IllegalStateException first, Exception next) {
        if (first != null) {
            first.addSuppressed(next);
            return first;
        }
        return new IllegalStateException("Not everything could be closed: " + next.getMessage(), next);
    }
}
