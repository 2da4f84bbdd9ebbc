package io.orbweaver.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the runnable jar, as the launcher starts it. Closing kills it. */
final class JarProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private JarProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a command in a directory, which also gets what it prints. */
    static JarProcess start(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx200m",
                "-Djava.io.tmpdir=" + directory,
                "-jar",
                System.getProperty("orbweaver.jar")));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "out-", ".txt");
        Path err = Files.createTempFile(directory, "err-", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new JarProcess(process, out, err);
    }

    /** Runs a command to its end. */
    static JarProcess run(Path directory, String... arguments) throws IOException, InterruptedException {
        JarProcess run = start(directory, arguments);
        run.exitCode();
        return run;
    }

    /** SIGTERM, which a crawl takes as it takes Ctrl-C; that one may be ignored, and stays so, where tests run. */
    void interrupt() {
        process.destroy();
    }

    boolean running() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Returns the exit code, after the end of the process. */
    int exitCode() throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running after " + PATIENCE_SECONDS + " s: " + err());
        }
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
