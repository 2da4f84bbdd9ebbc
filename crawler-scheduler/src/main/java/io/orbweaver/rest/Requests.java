package io.orbweaver.rest;

import io.orbweaver.config.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what every request has. Throws {@link ProblemException} for what cannot be served. */
public final class Requests {
    static final String JSON = "application/json";
    static final int DEFAULT_LIMIT = 100;
    static final int MOST = 1_000;

    private Requests() {}

    /** One page of a list. {@code after}: the key behind which it begins, empty for the first. */
    public record Page(int limit, String after) {}

    /** Refuses parameters that nobody reads: most often they are misspelt ones, which would do nothing. */
    public static void only(RoutingContext context, String... names) {
        List<Problem> problems = new ArrayList<>();
        unknown(context, Set.of(names), problems);
        check(problems);
    }

    private static void unknown(RoutingContext context, Set<String> known, List<Problem> problems) {
        for (String name : context.queryParams().names()) {
            if (!known.contains(name)) {
                problems.add(new Problem("/" + name, "is no parameter here"));
            } else if (context.queryParam(name).size() > 1) {
                problems.add(new Problem("/" + name, "stands in the address more than once"));
            }
        }
    }

    /** Reads {@code limit} and {@code cursor}; {@code others}: further parameters that are known. */
    public static Page page(RoutingContext context, String... others) {
        List<Problem> problems = new ArrayList<>();
        Set<String> known = new HashSet<>(Arrays.asList(others));
        known.add("limit");
        known.add("cursor");
        unknown(context, known, problems);
        int limit = limit(context.queryParams().get("limit"), problems);
        String after = after(context.queryParams().get("cursor"), problems);
        check(problems);
        return new Page(limit, after);
    }

    private static int limit(@Nullable String text, List<Problem> problems) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            problems.add(new Problem("/limit", "is no whole number from 1 to " + MOST));
        }
        return limit;
    }

    private static String after(@Nullable String cursor, List<Problem> problems) {
        try {
            return cursor == null ? "" : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            problems.add(noCursor());
            return "";
        }
    }

    static Problem noCursor() {
        return new Problem("/cursor", "is no cursor: give the 'next' of the list's answer as it was");
    }

    /** Returns the cursor that {@link #page} reads as {@code after}. */
    public static String cursor(String after) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(after.getBytes(StandardCharsets.UTF_8));
    }

    private static void check(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(problems);
        }
    }

    /** Returns the number in the path; what is none is the name of no crawl. */
    public static int crawl(RoutingContext context) {
        String text = String.valueOf(context.pathParam("id"));
        if (!text.matches("[1-9]\\d{0,8}")) {
            String shown = text.length() > 50 ? text.substring(0, 50) + "…" : text;
            throw new ProblemException(404, "There is no crawl '" + shown + "'.");
        }
        return Integer.parseInt(text);
    }

    /** Refuses who takes no answer of that type. */
    public static void accepts(RoutingContext context, String type) {
        String accept = context.request().getHeader("Accept");
        if (accept == null || accept.isBlank()) {
            return;
        }
        String family = type.substring(0, type.indexOf('/')) + "/*";
        for (String range : accept.split(",")) {
            String[] parts = range.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*");
            boolean refused = Arrays.stream(parts).skip(1).anyMatch(part -> part.matches("q=0(\\.0*)?"));
            if (!refused && Set.of(type, family, "*/*").contains(parts[0])) {
                return;
            }
        }
        throw new ProblemException(406, "The answer is " + type + ": let the field Accept allow it.");
    }

    /** Returns the type of the body, which must be one of those. */
    public static String bodyType(RoutingContext context, String... types) {
        String given = context.request().getHeader("Content-Type");
        String coding = context.request().getHeader("Content-Encoding");
        String type = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new ProblemException(415, "Bodies are taken as they are only: send it without Content-Encoding.");
        }
        if (!Arrays.asList(types).contains(type)) {
            throw new ProblemException(415, "Send the body as " + String.join(" or ", types) + " (Content-Type).");
        }
        if (given != null && given.toLowerCase(Locale.ROOT).matches(".*charset=\"?(?!utf-8|us-ascii).*")) {
            throw new ProblemException(415, "Send the body in UTF-8.");
        }
        return type;
    }

    /** Returns the body; of no bytes where there is none. */
    static byte[] body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }
}
