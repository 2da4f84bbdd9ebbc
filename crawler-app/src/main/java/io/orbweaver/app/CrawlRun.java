package io.orbweaver.app;

import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.export.Exports;
import io.orbweaver.json.CrawlJson;
import io.orbweaver.terminal.Progress;
import io.orbweaver.terminal.Screen;
import io.orbweaver.terminal.Summary;
import io.orbweaver.text.PageText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One run of a crawl from its start to its exit code: progress, signals, exports, summary. Used by one thread.
 *
 * @param quiet whether progress and summary are left out
 * @param json whether the crawl goes to standard output at the end
 * @param resumeCommand what goes on with the crawl when it is interrupted, null where nothing can
 * @param keepsData whether the data directory is there after the command
 */
record CrawlRun(
        Surroundings surroundings,
        CrawlOptions options,
        boolean quiet,
        boolean json,
        @Nullable String resumeCommand,
        boolean keepsData) {

    /** Runs until the crawl has ended, and returns the exit code. */
    int run() throws UsageException {
        try (CrawlSession session = options.resume()
                ? surroundings.sessions().resume(options)
                : surroundings.sessions().start(options)) {
            return follow(session);
        } catch (CompletionException e) {
            return failed("The crawl broke down: " + message(e.getCause() == null ? e : e.getCause()));
        } catch (UncheckedIOException e) {
            return failed("Writing failed: " + message(e.getCause()));
        } catch (IOException e) {
            return failed("Writing failed: " + message(e));
        }
    }

    private int follow(CrawlSession session) throws IOException {
        Screen screen = quiet ? Screen.none() : surroundings.screen();
        if (!quiet) {
            sayWhereTheApiIs(session);
        }
        Followed followed = watch(session, screen);
        CrawlStatus last = followed.last();
        boolean complete = !ExitCode.interrupted(last) && last.state() != CrawlStatus.State.FAILED;
        export(session, complete);
        if (!quiet) {
            List<Path> parts = options.outputs().stream().map(Exports::part).toList();
            new Summary(
                            last,
                            followed.elapsed(),
                            session.pagesBefore(),
                            keepsData ? options.data() : null,
                            complete ? options.outputs() : List.of(),
                            complete ? List.of() : parts,
                            last.state() == CrawlStatus.State.FAILED ? null : resumeCommand)
                    .lines(screen.style())
                    .forEach(surroundings.err()::println);
        }
        if (json) {
            surroundings.out().println(CrawlJson.text(last));
            if (surroundings.out().checkError()) {
                return failed("Writing failed: standard output did not take the JSON.");
            }
        }
        return ExitCode.of(last);
    }

    private void sayWhereTheApiIs(CrawlSession session) {
        ApiOptions wanted = options.api();
        String address = session.apiAddress();
        if (address != null) {
            surroundings
                    .err()
                    .println("orbweaver: REST API at " + address + "/api/v1, described at " + address
                            + "/openapi.yaml.");
        } else if (wanted != null) {
            surroundings
                    .err()
                    .println("orbweaver: Port " + wanted.port() + " cannot be listened on, so there is no REST API:"
                            + " --api-port N names another.");
        }
    }

    private record Followed(CrawlStatus last, Duration elapsed) {}

    private Followed watch(CrawlSession session, Screen screen) {
        try (Progress progress = quiet
                        ? Progress.hidden(session::status)
                        : Progress.start(session::status, surroundings.err(), screen);
                InterruptSignal signals = InterruptSignal.listen(
                        () -> {
                            progress.stopping();
                            session.interrupt();
                        },
                        CrawlRun::halt)) {
            CrawlStatus last = session.ended().toCompletableFuture().join();
            if (signals.received() && !quiet) {
                progress.stopping();
            }
            return new Followed(last, progress.elapsed());
        }
    }

    private static void halt() {
        // Not exit: its shutdown hooks would wait for what the user no longer wants to wait for.
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    private void export(CrawlSession session, boolean complete) throws IOException {
        if (options.outputs().isEmpty()) {
            return;
        }
        InterruptSignal signals = InterruptSignal.listen(this::leaveFilesUnfinished, CrawlRun::halt);
        try {
            write(session, complete);
        } finally {
            signals.close();
        }
    }

    private void write(CrawlSession session, boolean complete) throws IOException {
        try (Exports exports =
                Exports.open(options.outputs(), session.provenance(), options.text() ? PageText::of : null)) {
            session.captures(capture -> {
                try {
                    exports.write(capture);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            if (complete) {
                exports.complete();
            }
        }
    }

    /** The crawl is saved by now, and its files can be written again: nothing is worth waiting for. */
    private void leaveFilesUnfinished() {
        if (!quiet) {
            surroundings.err().println("orbweaver: Interrupted while files were written; everything fetched is saved.");
            if (resumeCommand != null) {
                surroundings.err().println("orbweaver: Write them again with: " + resumeCommand);
            }
        }
        halt();
    }

    private int failed(String sentence) {
        surroundings.err().println("orbweaver: " + sentence);
        if (keepsData) {
            surroundings.err().println("orbweaver: What was fetched is kept in " + options.data() + ".");
        }
        if (resumeCommand != null) {
            surroundings.err().println("orbweaver: When that is mended, go on with: " + resumeCommand);
        }
        return ExitCode.FAILED;
    }

    private static String message(Throwable cause) {
        if (cause instanceof FileSystemException problem && problem.getReason() == null) {
            // Its message is the name of the file alone.
            return problem.getFile() + ": " + problem.getClass().getSimpleName();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
