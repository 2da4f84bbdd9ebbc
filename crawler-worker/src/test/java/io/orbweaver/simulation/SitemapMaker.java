package io.orbweaver.simulation;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.simulation.SimulatedPage.Trouble;
import io.orbweaver.url.Url;
import java.util.List;
import java.util.Random;

/** Makes the sitemaps of a simulated web from chance: named and not, nested, in loops, of others, in trouble. */
final class SitemapMaker {
    private final Random random;
    private final int retries;
    private final List<SimulatedHost> hosts;

    SitemapMaker(Random random, int retries, List<SimulatedHost> hosts) {
        this.random = random;
        this.retries = retries;
        this.hosts = hosts;
    }

    void make() {
        for (SimulatedHost host : hosts) {
            int files = random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(5);
            for (int file = 0; file < files; file++) {
                host.sitemaps.put("/s" + file, new SimulatedSitemap());
            }
            if (random.nextInt(3) == 0) {
                host.sitemaps.put("/sitemap.xml", new SimulatedSitemap());
            }
        }
        for (SimulatedHost host : hosts) {
            host.sitemaps.values().forEach(sitemap -> fill(host, sitemap));
            for (int lines = random.nextInt(4); lines > 0; lines--) {
                Url named = sitemap(random.nextInt(4) > 0 ? host : any());
                host.sitemapLines += "Sitemap: " + named + "\n";
            }
        }
    }

    private void fill(SimulatedHost host, SimulatedSitemap sitemap) {
        sitemap.index = random.nextInt(3) == 0;
        for (int left = random.nextInt(12); left > 0; left--) {
            SimulatedHost of = random.nextInt(6) > 0 ? host : any();
            sitemap.urls.add(sitemap.index ? sitemap(of) : of.pages.get(random.nextInt(of.pages.size())).url);
        }
        if (random.nextInt(6) == 0) {
            sitemap.location = sitemap(random.nextInt(3) > 0 ? host : any());
        }
        if (random.nextInt(5) == 0) {
            int times = random.nextBoolean() ? Trouble.ALWAYS : 1 + random.nextInt(retries);
            sitemap.trouble = new Trouble(times, random.nextBoolean() ? FailureKind.PROTOCOL : null, 500, 0);
        }
    }

    private SimulatedHost any() {
        return hosts.get(random.nextInt(hosts.size()));
    }

    /** Now and then one that is not there. */
    private Url sitemap(SimulatedHost host) {
        Url url = Url.parse("http://" + host.name + "/s" + random.nextInt(5));
        if (url == null) {
            throw new IllegalStateException(host.name);
        }
        return url;
    }
}
