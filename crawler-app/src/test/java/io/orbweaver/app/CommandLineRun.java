package io.orbweaver.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orbweaver.client.ClientCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs commands in this process against crawls that end as a test says. */
final class CommandLineRun {
    final ScriptedCrawl crawls = new ScriptedCrawl();
    boolean webClosed;
    boolean outputFull;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    int run(String... arguments) {
        out.reset();
        err.reset();
        Surroundings surroundings = new Surroundings(
                crawls,
                new NoNodes(),
                (data, politeness, url) -> {
                    throw new UsageException("no crawl to explain");
                },
                new ClientCommands(),
                new BadConfig(),
                (hosts, pages, place) -> new DemoWeb("127.0.0.1:53", "http://h0.test/", () -> webClosed = true),
                new PrintStream(outputFull ? new FullOutput() : out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                "./orb weaver");
        return Main.run(surroundings, arguments);
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }

    private static final class FullOutput extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    /** Every file has two problems, but {@code good.yaml} has none. */
    private static final class BadConfig implements ConfigFiles {
        @Override
        public NodeSettings read(@Nullable Path file) throws UsageException {
            if (file != null && !check(file).problems().isEmpty()) {
                throw new UsageException(check(file).problems());
            }
            return NodeSettings.defaults();
        }

        @Override
        public Findings check(Path file) {
            boolean good = file.endsWith("good.yaml");
            return new Findings(
                    good ? List.of() : List.of("fetch.retries: one", "fetch.dns: two"),
                    good ? List.of("ORBWEAVER_X: three") : List.of());
        }
    }
}
