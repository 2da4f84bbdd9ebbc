package io.orbweaver.demo;

import io.orbweaver.app.DemoWeb;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.time.Duration;

/** Starts a web that is a little like the real one: slow answers, redirects, copies, dead links. */
public final class SyntheticWeb implements DemoWeb.Starter {
    @Override
    public DemoWeb start(int hosts, int pagesPerHost, DemoWeb.Place place) {
        TestWeb web = TestWeb.start(options(hosts, pagesPerHost)
                .withFirstAddress(place.address())
                .withPort(place.port())
                .withDnsPort(place.dnsPort()));
        return new DemoWeb(web.dnsAddress(), web.frontPage(), web::close);
    }

    private static TestWebOptions options(int hosts, int pagesPerHost) {
        return TestWebOptions.defaults()
                .withHosts(hosts)
                .withPagesPerHost(pagesPerHost)
                .withLatency(Duration.ofMillis(20))
                .withJitter(Duration.ofMillis(20))
                .withRedirectPermil(30)
                .withErrorPermil(20)
                .withCopyPermil(10)
                .withEventLoops(1)
                // Nobody asks for the visits afterwards.
                .withJournalCapacity(0);
    }
}
