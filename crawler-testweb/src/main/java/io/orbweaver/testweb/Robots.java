package io.orbweaver.testweb;

import io.orbweaver.testweb.journal.VisitKind;
import org.jspecify.annotations.Nullable;

/** Answers for robots.txt. Immutable. */
final class Robots {
    /** Where a redirected robots.txt is. */
    static final String MOVED_TARGET = "/robots-moved.txt";

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int HUGE_LENGTH = 2 << 20;

    private final Layout layout;
    private final TestWebOptions options;

    Robots(Layout layout) {
        this.layout = layout;
        this.options = layout.options();
    }

    RobotsRule rule(int host) {
        return options.robotsByHost().getOrDefault(host, options.robots());
    }

    /** Returns the response, or null where there is to be none. */
    @Nullable
    Answer answer(int host, String target) {
        if (target.equals(MOVED_TARGET)) {
            return Answer.ok(TEXT, rules(host));
        }
        return switch (rule(host)) {
            case RULES -> Answer.ok(TEXT, rules(host));
            case MISSING -> Answer.status(404);
            case FORBIDDEN -> Answer.status(403);
            case DISALLOW_ALL -> Answer.ok(TEXT, "User-agent: *\nDisallow: /\n");
            case SERVER_ERROR -> Answer.status(503);
            case SILENT -> null;
            case REDIRECT -> Answer.redirect(301, MOVED_TARGET);
            case REDIRECT_LOOP -> Answer.redirect(302, "/robots.txt");
            case HUGE -> Answer.ok(TEXT, huge(rules(host)));
        };
    }

    private String rules(int host) {
        StringBuilder rules = new StringBuilder("User-agent: *\nDisallow: /private/\n");
        if (!options.crawlDelay().isZero()) {
            long millis = options.crawlDelay().toMillis();
            rules.append("Crawl-delay: ").append(millis / 1000);
            rules.append(millis % 1000 == 0 ? "" : ".%03d".formatted(millis % 1000))
                    .append('\n');
        }
        if (options.sitemap()) {
            rules.append("\nSitemap: ").append(layout.url(new Place(VisitKind.SITEMAP, host, 0)));
            rules.append('\n');
        }
        return rules.append(options.robotsLines()).toString();
    }

    private static String huge(String rules) {
        String comment = "# This line says nothing, like all the lines around it.\n";
        return rules + comment.repeat(HUGE_LENGTH / comment.length()) + "Disallow: /\n";
    }
}
