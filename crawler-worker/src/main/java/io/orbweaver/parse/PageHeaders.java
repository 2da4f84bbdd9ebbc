package io.orbweaver.parse;

import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.parse.ParsedPage.Link;
import io.orbweaver.url.Url;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the header of an answer says about the page, whatever its media type: {@code X-Robots-Tag}, {@code Link} (RFC
 * 8288), {@code Refresh} (HTML Standard, "the Refresh header") and {@code Content-Language} (RFC 9110 section 8.5).
 * Immutable.
 *
 * @param links next, previous, other languages and feeds, each target once
 * @param robots directives for us
 */
public record PageHeaders(
        List<Link> links,
        @Nullable Url canonical,
        @Nullable Url refresh,
        @Nullable String language,
        List<String> robots) {

    /** Links of all {@code Link} fields that are looked at. */
    static final int MAX_LINKS = 1_000;

    /**
     * Reads the fields of one answer. Targets are relative to its URL, whatever base its body names (RFC 8288 section
     * 3.1). Links with an anchor start elsewhere and are passed over, as section 3.2 allows: else any page could name
     * the canonical URL of another.
     */
    public static PageHeaders read(Url url, HeaderFields headers, String agentToken) {
        RobotsDirectives robots = new RobotsDirectives(agentToken);
        List<WebLink> declared = new ArrayList<>();
        String language = null;
        String refresh = null;
        for (HeaderFields.Field field : headers.fields()) {
            if (field.name().equalsIgnoreCase("X-Robots-Tag")) {
                robots.field(field.value());
            } else if (field.name().equalsIgnoreCase("Link")) {
                declared.addAll(WebLink.parse(field.value(), MAX_LINKS - declared.size()));
            } else if (field.name().equalsIgnoreCase("Content-Language")) {
                language = language == null ? language(field.value()) : language;
            } else if (field.name().equalsIgnoreCase("Refresh")) {
                refresh = refresh == null ? field.value() : refresh;
            }
        }
        Map<Url, Boolean> links = new LinkedHashMap<>();
        Url canonical = null;
        for (WebLink link : declared) {
            Url target = link.anchored() ? null : resolve(url, link.target());
            if (target != null && canonical == null && LinkRelation.has(link.rel(), "canonical")) {
                canonical = target;
            }
            if (target != null && LinkRelation.leads(link.rel(), link.hreflang(), link.type())) {
                links.merge(target, LinkRelation.nofollow(link.rel()), Boolean::logicalAnd);
            }
        }
        Url refreshed = refresh == null ? null : refreshed(url, refresh);
        if (refreshed != null && !DeclarativeRefresh.redirects(refresh)) {
            links.put(refreshed, false);
            refreshed = null;
        }
        return new PageHeaders(list(links), canonical, refreshed, language, robots.list());
    }

    /** As {@link HeaderFields#location}: many servers write UTF-8 into fields. */
    private static @Nullable Url resolve(Url url, String reference) {
        return url.resolve(reference.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static @Nullable Url refreshed(Url url, String value) {
        String reference = DeclarativeRefresh.target(value);
        Url target = reference == null || reference.isEmpty() ? null : resolve(url, reference);
        return url.equals(target) ? null : target;
    }

    /**
     * Returns what header and body say together. All links count, and all directives. Where both name the canonical URL
     * or the language, the body is believed, which speaks of this page alone (so HTML Standard, "the lang and xml:lang
     * attributes"); of two refreshes the header's, which a browser sees first.
     */
    public ParsedPage with(ParsedPage page) {
        if (links.isEmpty() && canonical == null && refresh == null && language == null && robots.isEmpty()) {
            return page;
        }
        Map<Url, Boolean> all = new LinkedHashMap<>();
        links.forEach(link -> all.put(link.target(), link.nofollow()));
        page.links().forEach(link -> all.merge(link.target(), link.nofollow(), Boolean::logicalAnd));
        Set<String> directives = new LinkedHashSet<>(robots);
        directives.addAll(page.robots());
        return new ParsedPage(
                page.charset(),
                page.title(),
                list(all),
                page.canonical() == null ? canonical : page.canonical(),
                refresh == null ? page.refresh() : refresh,
                page.language() == null ? language : page.language(),
                List.copyOf(directives),
                page.nofollow() || RobotsDirectives.nofollow(robots));
    }

    private static @Nullable String language(String value) {
        String stripped = value.strip();
        return stripped.isEmpty() || stripped.length() > PageFacts.MAX_WORD ? null : stripped;
    }

    private static List<Link> list(Map<Url, Boolean> targets) {
        List<Link> links = new ArrayList<>(targets.size());
        targets.forEach((target, nofollow) -> links.add(new Link(target, nofollow)));
        return List.copyOf(links);
    }
}
