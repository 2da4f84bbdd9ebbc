package io.orbweaver.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orbweaver.config.Durations;
import io.orbweaver.config.Problem;
import io.orbweaver.config.Sizes;
import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlSpec.Follow;
import io.orbweaver.crawl.CrawlSpec.Limits;
import io.orbweaver.crawl.CrawlSpec.Manners;
import io.orbweaver.crawl.CrawlSpec.Scope;
import io.orbweaver.crawl.UrlPatterns;
import io.orbweaver.crawl.UserText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what users ask of a crawl from JSON, and finds everything that is wrong with it. Any thread. Fields that are not
 * written, or null, have the defaults of {@link CrawlSpec#defaults}.
 */
public final class CrawlInput {
    /** More seeds than this travel by the call that adds seeds, which streams them. */
    public static final int MAX_SEEDS = 10_000;

    private static final int MAX_NAME = 200;
    private static final int MAX_PATTERNS = 100;
    private static final int MAX_HEADERS = 50;
    private static final int MAX_HEADER = 4_000;
    /** What JavaScript's numbers hold exactly. */
    private static final long MAX_NUMBER = (1L << 53) - 1;

    private static final int MAX_CONNECTIONS = 1_000;
    private static final Duration MAX_DELAY = Duration.ofDays(365);

    private static final Set<String> OF_THE_NODE = Set.of(
            "allowprivateaddresses",
            "privateaddresses",
            "insecure",
            "verify",
            "verifytls",
            "tls",
            "resolvewith",
            "resolver",
            "dns",
            "data",
            "datadirectory");

    private static final Set<String> FIXED = Set.of("seeds", "follow", "recrawl", "headers", "webhook");

    private CrawlInput() {}

    /** Reads a new crawl. */
    public static CrawlSpec read(byte[] body) throws InvalidJsonException {
        List<Problem> problems = new ArrayList<>();
        Fields fields = new Fields(JsonDocument.object(body), "", problems);
        List<String> seeds = fields.texts("seeds", MAX_SEEDS, CrawlInput::seedProblem);
        if (seeds.isEmpty() && problems.isEmpty()) {
            fields.refuse("seeds", "is empty: name at least one URL");
        }
        CrawlSpec standard = CrawlSpec.defaults(seeds);
        CrawlSpec spec = new CrawlSpec(
                fields.text("name", CrawlInput::name, standard.name()),
                seeds,
                scope(fields.object("scope"), standard.scope()),
                limits(fields.object("limits"), standard.limits()),
                manners(fields.object("politeness"), standard.politeness()),
                follow(fields.object("follow"), standard.follow()),
                headers(fields.object("headers"), problems));
        notYet(fields);
        fields.end(CrawlInput::whyUnknown);
        return checked(spec, problems);
    }

    /**
     * Applies a JSON merge patch (RFC 7396): what is null in it goes back to its default.
     *
     * @return the crawl as it is to be
     */
    public static CrawlSpec patch(CrawlSpec spec, byte[] body) throws InvalidJsonException {
        List<Problem> problems = new ArrayList<>();
        ObjectNode patch = JsonDocument.object(body);
        Fields given = new Fields(patch, "", problems);
        List.of("name", "scope", "limits", "politeness").forEach(given::allow);
        FIXED.stream().filter(given::has).sorted().forEach(name -> given.refuse(name, whyFixed(name)));
        given.end(CrawlInput::whyUnknown);
        MergePatch.unknown(patch, problems);
        Fields fields = new Fields(MergePatch.apply(MergePatch.changeable(spec), patch), "", problems);
        CrawlSpec standard = CrawlSpec.defaults(List.of());
        CrawlSpec changed = new CrawlSpec(
                fields.text("name", CrawlInput::name, standard.name()),
                spec.seeds(),
                scope(fields.object("scope"), standard.scope()),
                limits(fields.object("limits"), standard.limits()),
                manners(fields.object("politeness"), standard.politeness()),
                spec.follow(),
                spec.headers());
        return checked(changed, problems);
    }

    private static CrawlSpec checked(CrawlSpec spec, List<Problem> problems) throws InvalidJsonException {
        if (!problems.isEmpty()) {
            throw new InvalidJsonException(problems.stream().distinct().toList());
        }
        return spec;
    }

    private static @Nullable String seedProblem(String text) {
        return UserText.urlProblem(text);
    }

    private static String name(String text) {
        if (text.length() > MAX_NAME || !UserText.printable(text)) {
            throw new IllegalArgumentException("is no name: write one line of at most " + MAX_NAME + " characters");
        }
        return text;
    }

    private static Scope scope(Fields fields, Scope standard) {
        Scope scope = new Scope(
                fields.text("mode", CrawlInput::mode, standard.mode()),
                fields.texts("include", MAX_PATTERNS, UrlPatterns::problem),
                fields.texts("exclude", MAX_PATTERNS, UrlPatterns::problem));
        fields.end();
        return scope;
    }

    private static Scope.Mode mode(String text) {
        for (Scope.Mode mode : Scope.Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("is no mode: write host, domain, prefix or any");
    }

    private static Limits limits(Fields fields, Limits standard) {
        Limits limits = new Limits(
                fields.number("maxPages", 0, MAX_NUMBER, standard.maxPages()),
                (int) fields.number("maxDepth", 0, Integer.MAX_VALUE, standard.maxDepth()),
                fields.number("maxPagesPerHost", 0, MAX_NUMBER, standard.maxPagesPerHost()),
                fields.textOrNumber("maxBytes", CrawlInput::bytes, standard.maxBytes()),
                fields.textOrNumber("maxDuration", Durations::parse, standard.maxDuration()));
        fields.end();
        return limits;
    }

    private static long bytes(String text) {
        long bytes = Sizes.parse(text.matches("\\d+") ? text + "B" : text);
        if (bytes > MAX_NUMBER) {
            throw new IllegalArgumentException("is no size up to " + Sizes.format(MAX_NUMBER));
        }
        return bytes;
    }

    private static Manners manners(Fields fields, Manners standard) {
        // Zero stands for what is not written: nobody can ask for no connection.
        long connections = fields.number("connections", 1, MAX_CONNECTIONS, 0);
        Manners manners = new Manners(
                fields.<@Nullable Duration>textOrNumber("delay", CrawlInput::delay, standard.delay()),
                connections == 0 ? standard.connections() : Integer.valueOf((int) connections),
                fields.truth("robots", standard.robots()));
        fields.end();
        return manners;
    }

    private static Duration delay(String text) {
        Duration delay = Durations.parse(text);
        if (delay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException("is no delay up to " + Durations.format(MAX_DELAY));
        }
        return delay;
    }

    private static Follow follow(Fields fields, Follow standard) {
        Follow follow = new Follow(
                Boolean.TRUE.equals(fields.truth("sitemaps", standard.sitemaps())),
                Boolean.TRUE.equals(fields.truth("nofollow", standard.nofollow())),
                Boolean.TRUE.equals(fields.truth("canonical", standard.canonical())));
        fields.end();
        return follow;
    }

    private static Map<String, String> headers(Fields fields, List<Problem> problems) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> names = fields.names();
        if (names.size() > MAX_HEADERS) {
            problems.add(new Problem("/headers", "has " + names.size() + " fields; " + MAX_HEADERS + " are allowed"));
            return headers;
        }
        for (String name : names) {
            String wrong = UserText.fieldNameProblem(name);
            if (wrong == null) {
                headers.put(name, fields.text(name, CrawlInput::headerValue, ""));
            } else {
                fields.refuse(name, wrong);
            }
        }
        return headers;
    }

    private static String headerValue(String text) {
        if (text.length() > MAX_HEADER || !UserText.printable(text)) {
            throw new IllegalArgumentException(
                    "is no value of a header field: write one line of at most " + MAX_HEADER + " characters");
        }
        return text;
    }

    /** They are part of the model already, with the one value they can have today. */
    private static void notYet(Fields fields) {
        Fields recrawl = fields.object("recrawl");
        String mode = recrawl.text("mode", text -> text, "none");
        if (!mode.equals("none")) {
            recrawl.refuse("mode", "is not supported yet: write none");
        }
        recrawl.end();
        if (fields.has("webhook")) {
            fields.text("webhook", CrawlInput::noWebhook, "");
        }
    }

    private static String noWebhook(String text) {
        throw new IllegalArgumentException("is not supported yet: write null, or leave it out");
    }

    private static String whyUnknown(String name) {
        String plain = name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
        if (OF_THE_NODE.contains(plain)) {
            return "is for crawls in one process and for the node's configuration only: leave it out";
        }
        return "is no field of a crawl: use name, seeds, scope, limits, politeness, follow, recrawl, headers, webhook";
    }

    private static String whyFixed(String name) {
        return name.equals("seeds")
                ? "cannot be changed here: add seeds with POST …/seeds"
                : "cannot be changed once a crawl is there: name, scope, limits and politeness can";
    }
}
