package io.orbweaver.simulation;

import io.orbweaver.crawl.FailureKind;
import io.orbweaver.simulation.SimulatedPage.Trouble;
import io.orbweaver.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes a web from chance: hosts, links, redirects, failures, robots.txt. */
final class WebMaker {
    private static final FailureKind[] PASSING = {
        FailureKind.DNS, FailureKind.CONNECT, FailureKind.TIMEOUT, FailureKind.PROTOCOL
    };
    private static final FailureKind[] LASTING = {
        FailureKind.DNS,
        FailureKind.CONNECT,
        FailureKind.TIMEOUT,
        FailureKind.PROTOCOL,
        FailureKind.TLS,
        FailureKind.REFUSED_ADDRESS
    };

    private final Random random;
    private final int retries;
    private final double troubled;
    private final double straining;
    private final double redirecting;
    private final List<SimulatedHost> hosts = new ArrayList<>();

    WebMaker(Random random, int retries) {
        this.random = random;
        this.retries = retries;
        this.troubled = random.nextBoolean() ? 0 : random.nextDouble() * 0.3;
        this.straining = random.nextDouble() < 0.6 ? 0 : random.nextDouble() * 0.2;
        this.redirecting = random.nextBoolean() ? 0 : random.nextDouble() * 0.3;
    }

    List<SimulatedHost> make() {
        int domains = 1 + random.nextInt(12);
        for (int domain = 0; domain < domains; domain++) {
            int count = 1 + random.nextInt(3);
            for (int host = 0; host < count; host++) {
                hosts.add(host("h" + host + ".d" + domain + ".test"));
            }
        }
        for (SimulatedHost host : hosts) {
            robots(host);
            host.pages.forEach(page -> fill(host, page));
        }
        new SitemapMaker(random, retries, hosts).make();
        return hosts;
    }

    private SimulatedHost host(String name) {
        SimulatedHost host = new SimulatedHost(name);
        double size = random.nextDouble();
        int pages = 1 + (int) (30 * size * size);
        for (int page = 0; page < pages; page++) {
            long body = random.nextInt(10) == 0 ? 1 : random.nextLong();
            host.pages.add(new SimulatedPage(SimulatedHost.url(name, page), body));
        }
        return host;
    }

    private void fill(SimulatedHost host, SimulatedPage page) {
        if (random.nextDouble() < redirecting) {
            page.status = random.nextBoolean() ? 301 : 302;
            page.location = target(host);
        } else {
            page.status = random.nextInt(15) == 0 ? 404 : 200;
            int links = random.nextInt(9);
            for (int link = 0; link < links; link++) {
                page.links.add(target(host));
            }
        }
        if (random.nextDouble() < troubled) {
            page.trouble = random.nextInt(4) == 0
                    ? new Trouble(Trouble.ALWAYS, LASTING[random.nextInt(LASTING.length)], 0, 0)
                    : passing(1 + random.nextInt(retries));
        }
        if (random.nextDouble() < straining) {
            page.trouble = strain();
        }
    }

    private Url target(SimulatedHost from) {
        SimulatedHost to = random.nextInt(5) < 3 ? from : hosts.get(random.nextInt(hosts.size()));
        return to.pages.get(random.nextInt(to.pages.size())).url;
    }

    /** What is over within the retries of a URL and does not strain its host. */
    private Trouble passing(int times) {
        int[] statuses = {408, 500, 502, 504};
        return random.nextBoolean()
                ? new Trouble(times, FailureKind.PROTOCOL, 0, 0)
                : new Trouble(times, null, statuses[random.nextInt(4)], 0);
    }

    private Trouble strain() {
        int times = random.nextInt(6) == 0 ? Trouble.ALWAYS : 1 + random.nextInt(4);
        if (random.nextBoolean()) {
            return new Trouble(times, PASSING[random.nextInt(3)], 0, 0);
        }
        return new Trouble(times, null, random.nextBoolean() ? 429 : 503, random.nextInt(3) * 10);
    }

    private void robots(SimulatedHost host) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> host.rules = "User-agent: *\nDisallow: /p" + random.nextInt(10) + "\n";
            case 3 -> host.rules = "User-agent: *\nCrawl-delay: " + random.nextInt(4) + "\nAllow: /\n";
            case 4 -> host.robotsTrouble = new Trouble(1 + random.nextInt(2), null, 503, random.nextInt(2) * 5);
            case 5 -> {
                host.robotsTrouble = new Trouble(1 + random.nextInt(retries), PASSING[random.nextInt(4)], 0, 0);
                host.robotsTroubleThen = new Trouble(random.nextInt(2), null, 503, 0);
            }
            case 6 -> {
                host.rules = "User-agent: *\nDisallow: /p1\n";
                host.rulesAt = random.nextBoolean() ? host.name : hosts.get(random.nextInt(hosts.size())).name;
            }
            case 7 -> {
                if (random.nextInt(3) == 0) {
                    host.robotsTrouble = random.nextBoolean()
                            ? new Trouble(Trouble.ALWAYS, null, random.nextBoolean() ? 500 : 429, 0)
                            : new Trouble(Trouble.ALWAYS, LASTING[random.nextInt(LASTING.length)], 0, 0);
                }
            }
            default -> host.rules = "";
        }
    }
}
