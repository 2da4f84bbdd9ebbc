package io.orbweaver.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node of a cluster in a JVM of its own, with an address and a data directory that it keeps from start to start. It
 * gets signals as operators and kernels send them. Closing kills it.
 */
final class NodeUnderTest implements AutoCloseable {
    private static final int EXIT_SECONDS = 60;

    private final String id;
    private final String role;
    private final String address;
    private final Path directory;
    private final List<String> command;
    private @Nullable Process process;

    /**
     * Does not start it.
     *
     * @param within the command that runs the JVM, such as one that enters a network; empty for none
     */
    NodeUnderTest(String id, String role, String address, Path directory, List<String> within, List<String> settings) {
        this.id = id;
        this.role = role;
        this.address = address;
        this.directory = directory;
        List<String> all = new ArrayList<>(within);
        all.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx200m",
                "-Djava.io.tmpdir=" + directory,
                "-jar",
                System.getProperty("orbweaver.jar"),
                role));
        for (String setting : List.of(
                "node.id=" + id,
                "node.data=" + data(),
                "http.host=" + address,
                "http.auth=none",
                "cluster.host=" + address,
                "cluster.join=tcp")) {
            all.add("--set=" + setting);
        }
        settings.forEach(setting -> all.add("--set=" + setting));
        this.command = List.copyOf(all);
    }

    String id() {
        return id;
    }

    String address() {
        return address;
    }

    /** Returns where its API, or at least its health, is. */
    URI http() {
        return URI.create("http://" + address + ":8080");
    }

    Path data() {
        return directory.resolve(id);
    }

    void start() throws IOException {
        if (running()) {
            throw new IllegalStateException(id + " is running");
        }
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    boolean running() {
        return process != null && process.isAlive();
    }

    /** {@code kill -9}; returns when it is dead. */
    void kill() {
        if (process != null) {
            process.destroyForcibly()
                    .onExit()
                    .orTimeout(EXIT_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /** SIGTERM; returns at once. */
    void term() {
        started().destroy();
    }

    /** SIGSTOP: it does nothing any more until {@link #thaw}, and its connections stay open. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", "-" + name, Long.toString(started().pid())).start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("kill -" + name + " of " + id + " failed");
        }
    }

    /** Waits for the end of the process and returns its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!started().waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(id + " still runs after " + EXIT_SECONDS + " s:\n" + said());
        }
        return started().exitValue();
    }

    private Process started() {
        if (process == null) {
            throw new IllegalStateException(id + " was never started");
        }
        return process;
    }

    private Path log() {
        return directory.resolve(id + ".log");
    }

    /** Returns what it said in all its lives. */
    String said() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return role + " " + id + " at " + address;
    }
}
