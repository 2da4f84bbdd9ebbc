package io.orbweaver.app;

import java.util.concurrent.CompletionException;

/** One run of a node, from its start to its exit code. */
final class NodeRun {
    private NodeRun() {}

    /** Where a node comes from. */
    @FunctionalInterface
    interface Start {
        NodeSession run() throws UsageException;
    }

    static int run(Surroundings surroundings, Start start) {
        try {
            return follow(start.run());
        } catch (UsageException e) {
            return surroundings.refuse(e);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = cause.getMessage();
            surroundings
                    .err()
                    .println("orbweaver: " + (message == null ? cause.getClass().getSimpleName() : message));
            return ExitCode.FAILED;
        }
    }

    private static int follow(NodeSession session) {
        // Not exit at the second signal: its shutdown hooks would wait.
        InterruptSignal signals = InterruptSignal.listen(
                session::interrupt, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
        try {
            session.ended().toCompletableFuture().join();
            return ExitCode.DONE;
        } finally {
            signals.close();
        }
    }
}
