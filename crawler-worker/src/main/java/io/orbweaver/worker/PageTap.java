package io.orbweaver.worker;

import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.HeaderFields;
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
    private long read;
    private int status;
    private @Nullable String location;
    private @Nullable PageParser parser;

    /** {@code reading}: bytes that all taps together hold, to which this one adds until it is released. */
    PageTap(Url url, String agentToken, AtomicLong reading) {
        this.url = url;
        this.agentToken = agentToken;
        this.reading = reading;
    }

    @Override
    public void head(int answered, HeaderFields headers) {
        status = answered;
        location = headers.first("Location");
        if (redirect() == null) {
            parser = PageParsers.open(url, headers, agentToken);
        }
    }

    @Override
    public void chunk(byte[] buffer, int offset, int length) {
        read += length;
        reading.addAndGet(length);
        if (parser != null) {
            parser.feed(buffer, offset, length);
        }
    }

    /** The body is held no longer. */
    void release() {
        reading.addAndGet(-read);
        read = 0;
    }

    ParsedPage page() {
        return parser == null ? ParsedPage.NOTHING : parser.end();
    }

    /** Returns where the answer redirects to (RFC 9110 section 15.4), null where it does not. */
    @Nullable
    Url redirect() {
        return redirect(url, status, location);
    }

    /** As {@link #redirect()}, of an answer to a request for {@code asked}. */
    static @Nullable Url redirect(Url asked, int status, @Nullable String location) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> location == null ? null : asked.resolve(location);
            default -> null;
        };
    }
}
