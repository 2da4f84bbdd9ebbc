package io.orbweaver.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orbweaver.client.ClientCommands;
import io.orbweaver.testweb.TestWeb;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code orbweaver crawl} in this process, with real crawls: its exit code and what it printed. */
public record RealCommand(int exitCode, String out, String err) {

    /** Crawls a whole synthetic web. */
    public static RealCommand crawl(CrawlSessions sessions, TestWeb web, Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                web.frontPage(),
                "--scope=any",
                "--max-depth=0",
                "--delay=0",
                "--allow-private-addresses",
                "--resolve-with=" + web.dnsAddress()));
        arguments.addAll(List.of(more));
        return run(sessions, data, arguments.toArray(String[]::new));
    }

    public static RealCommand resume(CrawlSessions sessions, Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--resume"));
        arguments.addAll(List.of(more));
        return run(sessions, data, arguments.toArray(String[]::new));
    }

    private static RealCommand run(CrawlSessions sessions, Path data, String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                sessions,
                new NoNodes(),
                (explained, politeness, url) -> {
                    throw new IllegalStateException("nothing is explained here");
                },
                new ClientCommands(),
                new LoadedConfigs(),
                (hosts, pages, place) -> {
                    throw new IllegalStateException("no demo here");
                },
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                "orbweaver");
        List<String> arguments = new ArrayList<>(List.of("crawl", "--quiet", "--data", data.toString()));
        arguments.addAll(List.of(options));
        int exitCode = Main.run(surroundings, arguments.toArray(String[]::new));
        return new RealCommand(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
