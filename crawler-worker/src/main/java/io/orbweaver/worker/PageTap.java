package io.orbweaver.worker;

import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.metrics.WorkerMetrics;
import io.orbweaver.parse.PageHeaders;
import io.orbweaver.parse.PageParser;
import io.orbweaver.parse.PageParsers;
import io.orbweaver.parse.ParsedPage;
import io.orbweaver.url.Url;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Feeds the body of one response to the parser that its head asks for. Owned by the event loop of the request. */
final class PageTap implements BodySink {
    private final Url url;
    private final String agentToken;
    private final AtomicLong reading;
    private int held;
    private long parsing;
    private int status;
    private @Nullable Url location;
    private @Nullable PageHeaders said;
    private @Nullable PageParser parser;

    /** {@code reading}: bytes that the parsers of all taps together hold, to which this one adds until it is released. */
    PageTap(Url url, String agentToken, AtomicLong reading) {
        this.url = url;
        this.agentToken = agentToken;
        this.reading = reading;
    }

    @Override
    public void head(int answered, HeaderFields headers) {
        status = answered;
        location = headers.location(url);
        if (redirect() == null) {
            said = PageHeaders.read(url, headers, agentToken);
            parser = PageParsers.open(url, headers, agentToken);
        }
    }

    @Override
    public void chunk(byte[] buffer, int offset, int length) {
        if (parser != null) {
            long begin = System.nanoTime();
            parser.feed(buffer, offset, length);
            parsing += System.nanoTime() - begin;
            reading.addAndGet(parser.holds() - held);
            held = parser.holds();
        }
    }

    /** The body is held no longer. */
    void release() {
        reading.addAndGet(-held);
        held = 0;
    }

    /** What header and body say; nothing where the answer is a redirect. */
    ParsedPage page(WorkerMetrics metrics) {
        if (parser == null || said == null) {
            return ParsedPage.NOTHING;
        }
        long begin = System.nanoTime();
        ParsedPage page = said.with(parser.end());
        metrics.parsed(parsing + System.nanoTime() - begin);
        return page;
    }

    /** Returns where the answer redirects to (RFC 9110 section 15.4), null where it does not. */
    @Nullable
    Url redirect() {
        return redirects(status) ? location : null;
    }

    /** Whether a status with a usable {@code Location} leads elsewhere. */
    static boolean redirects(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }
}
