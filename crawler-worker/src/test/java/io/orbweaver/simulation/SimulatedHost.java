package io.orbweaver.simulation;

import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One host of the simulated web. Filled while the web is made, fixed afterwards. */
final class SimulatedHost {
    /** Where the rules are to be found. */
    static final String RULES_ELSEWHERE = "/rules.txt";

    final String name;
    final List<SimulatedPage> pages = new ArrayList<>();
    /** What stands in the way of robots.txt. */
    SimulatedPage.Trouble robotsTrouble = SimulatedPage.Trouble.NONE;
    /** What stands in its way after that. */
    SimulatedPage.Trouble robotsTroubleThen = SimulatedPage.Trouble.NONE;
    /** What robots.txt says, and what /rules.txt says; empty: there is none. */
    String rules = "";
    /** The host whose /rules.txt robots.txt redirects to; empty: it does not. */
    String rulesAt = "";

    /** What robots.txt says behind that. */
    String sitemapLines = "";
    /** By path. */
    final Map<String, SimulatedSitemap> sitemaps = new TreeMap<>();

    SimulatedHost(String name) {
        this.name = name;
    }

    static Url url(String host, int page) {
        Url url = Url.parse((page % 10 == 9 ? "https://" : "http://") + host + "/p" + page);
        if (url == null) {
            throw new IllegalArgumentException(host);
        }
        return url;
    }
}
