package io.orbweaver.embedded;

import io.orbweaver.testweb.TestWeb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A crawl in a JVM of its own, as a user would start it, so that it can be killed like one. */
final class CrawlProcess implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final Path errors;

    private CrawlProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts {@code orbweaver crawl} with these arguments against a synthetic web. */
    static CrawlProcess start(TestWeb web, Path data, String... arguments) throws IOException {
        return start(data, arguments);
    }

    /** Starts {@code orbweaver crawl} with these arguments. */
    static CrawlProcess start(Path data, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx300m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.orbweaver.app.Main",
                "crawl"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        Path output = Files.createTempFile(data.toAbsolutePath().getParent(), "crawl", ".out");
        Path errors = Files.createTempFile(data.toAbsolutePath().getParent(), "crawl", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        return new CrawlProcess(process, output, errors);
    }

    /** The options of a crawl over a whole synthetic web. */
    static String[] wholeWeb(TestWeb web, String delay) {
        return new String[] {
            web.frontPage(),
            "--scope=any",
            "--max-pages=0",
            "--max-depth=0",
            "--delay=" + delay,
            "--allow-private-addresses",
            "--resolve-with=" + web.dnsAddress()
        };
    }

    /** Ends the process without warning, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits for the end and returns the exit code; a crawl that does not end in time is killed and fails. */
    int await(long seconds) throws InterruptedException, IOException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("the crawl did not end within " + seconds + " s:\n" + said());
        }
        return process.exitValue();
    }

    /** Returns its standard output. */
    String printed() throws IOException {
        return Files.readString(output);
    }

    /** Returns its standard error. */
    String said() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        kill();
    }
}
