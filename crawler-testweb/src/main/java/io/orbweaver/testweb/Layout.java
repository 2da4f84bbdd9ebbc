package io.orbweaver.testweb;

import io.orbweaver.testweb.Dice.Purpose;
import io.orbweaver.testweb.journal.VisitKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs exist. Each page has exactly one, and some pages have companions: URLs that fail, redirect, are disallowed
 * or have shared content, and that only the page itself links to. Immutable.
 */
final class Layout {
    private static final Map<VisitKind, String> COMPANION_DIRECTORIES = Map.of(
            VisitKind.MISSING, "/missing/",
            VisitKind.BROKEN, "/broken/",
            VisitKind.MOVED, "/moved/",
            VisitKind.PRIVATE, "/private/",
            VisitKind.COPY, "/copy/");

    private final TestWebOptions options;
    private final String scheme;
    private final String[] hostNames;
    private final String[] authorities;
    private final Map<String, Integer> hostsByName = new HashMap<>();

    Layout(TestWebOptions options, int port) {
        this.options = options;
        boolean secure = options.certificate() != null;
        scheme = secure ? "https:" : "http:";
        hostNames = new String[options.hosts()];
        authorities = new String[options.hosts()];
        for (int host = 0; host < hostNames.length; host++) {
            hostNames[host] = options.domainPattern()
                    .replace("%d", Integer.toString(host))
                    .toLowerCase(Locale.ROOT);
            authorities[host] = port == (secure ? 443 : 80) ? hostNames[host] : hostNames[host] + ":" + port;
            hostsByName.put(hostNames[host], host);
        }
    }

    TestWebOptions options() {
        return options;
    }

    /** Returns the scheme of all URLs with its colon. */
    String scheme() {
        return scheme;
    }

    String hostName(int host) {
        return hostNames[host];
    }

    /** Returns the host's name with the port where that is not the default one. */
    String authority(int host) {
        return authorities[host];
    }

    /** Returns the number of a host by its name in lower case, or null where there is none. */
    @Nullable
    Integer host(String name) {
        return hostsByName.get(name);
    }

    String url(Place place) {
        return scheme + "//" + authorities[place.host()] + path(place);
    }

    /** Returns path and query in the only spelling that is answered. */
    String path(Place place) {
        int page = place.page();
        if (place.kind() == VisitKind.ROBOTS) {
            return "/robots.txt";
        }
        if (place.kind() == VisitKind.SITEMAP) {
            return Sitemaps.path(options, page);
        }
        if (place.kind() == VisitKind.PAGE && page == 0) {
            return "/";
        }
        Dice dice = new Dice(options.seed(), Purpose.PATH, place.host(), page);
        String first = Prose.plainWord(dice);
        String second = Prose.plainWord(dice);
        String directory = COMPANION_DIRECTORIES.get(place.kind());
        if (directory != null) {
            return directory + first + "-" + page;
        }
        return switch (dice.below(4)) {
            case 0 -> "/" + first + "/" + second + "-" + page + ".html";
            case 1 -> "/" + first + "/" + second + "/" + page + "/";
            case 2 -> "/" + first + "/view?item=" + page + "&tone=" + second;
            default -> "/" + first + "-" + page;
        };
    }

    /** Returns what a path and query stand for, or null where that is nothing any page links to. */
    @Nullable
    Place find(int host, String target) {
        if (target.equals("/robots.txt") || target.equals(Robots.MOVED_TARGET)) {
            return new Place(VisitKind.ROBOTS, host, 0);
        }
        int number = firstNumber(target);
        if (target.startsWith("/sitemap")) {
            Place place = new Place(VisitKind.SITEMAP, host, number);
            return number <= Sitemaps.files(options) && path(place).equals(target) ? place : null;
        }
        if (number >= options.pagesPerHost()) {
            return null;
        }
        for (Map.Entry<VisitKind, String> directory : COMPANION_DIRECTORIES.entrySet()) {
            if (target.startsWith(directory.getValue())) {
                Place place = new Place(directory.getKey(), host, number);
                return path(place).equals(target) && companions(host, number).contains(place) ? place : null;
            }
        }
        Place page = Place.page(host, number);
        return path(page).equals(target) ? page : null;
    }

    /** Returns the URLs besides pages that the page links to and no other page does. */
    List<Place> companions(int host, int page) {
        Dice dice = new Dice(options.seed(), Purpose.COMPANIONS, host, page);
        List<Place> companions = new ArrayList<>(2);
        if (dice.permil(options.errorPermil())) {
            companions.add(new Place(dice.below(2) == 0 ? VisitKind.MISSING : VisitKind.BROKEN, host, page));
        }
        if (dice.permil(options.redirectPermil())) {
            companions.add(new Place(VisitKind.MOVED, host, page));
        }
        if (dice.permil(options.privatePermil())) {
            companions.add(new Place(VisitKind.PRIVATE, host, page));
        }
        if (dice.permil(options.copyPermil())) {
            companions.add(new Place(VisitKind.COPY, host, page));
        }
        return companions;
    }

    /** Returns the first run of digits as a number, zero where there is none, and a huge one where it is too long. */
    private static int firstNumber(String target) {
        int start = 0;
        while (start < target.length() && !isDigit(target.charAt(start))) {
            start++;
        }
        int number = 0;
        for (int i = start; i < target.length() && isDigit(target.charAt(i)); i++) {
            if (i - start >= 9) {
                return Integer.MAX_VALUE;
            }
            number = number * 10 + target.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
