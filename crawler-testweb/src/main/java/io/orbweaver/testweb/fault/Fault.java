package io.orbweaver.testweb.fault;

import java.util.Locale;

/** What {@link FaultServer} does, each at a path of its own. Some are no faults, but rare. */
public enum Fault {
    /** None: 200 with a page, and the connection stays open. */
    NONE,
    /** 404, as for every path that asks for no fault. */
    NOT_FOUND,

    /** No response; the connection stays open until the client closes it. */
    SILENCE,
    /** The head of a response, and no body that was announced. */
    SILENCE_AFTER_HEAD,
    /** A byte of the body every {@link FaultOptions#slowInterval()}, without end. */
    DRIP_SLOW,
    /** A byte of the body every {@link FaultOptions#fastInterval()}, without end. */
    DRIP_FAST,
    /** A byte of the head every {@link FaultOptions#fastInterval()}, without end. */
    DRIP_HEAD,

    /** Closes before the response. */
    CLOSE,
    /** Resets the connection before the response. */
    RESET,
    /** Resets the connection in the middle of the body. */
    RESET_IN_BODY,
    /** Closes after half of the bytes that Content-Length stated. */
    SHORT_BODY,
    /** Sends more bytes than Content-Length stated, and leaves the connection open. */
    LONG_BODY,
    /** Closes in the middle of a chunk. */
    TRUNCATED_CHUNKS,
    /** A chunk whose size is no number. */
    BAD_CHUNK_SIZE,
    /** Two different values of Content-Length. */
    CONFLICTING_LENGTHS,
    /** A body in chunks, full speed and without end. */
    ENDLESS_BODY,
    /** A head of {@link FaultOptions#hugeHead()} bytes in many fields. */
    HUGE_HEAD,
    /** One field of {@link FaultOptions#hugeHead()} bytes. */
    HUGE_FIELD,
    /** The greeting of a mail server. */
    NOT_HTTP,
    /** A status line whose status is no number. */
    BAD_STATUS,

    /** Correct gzip. */
    GZIP,
    /** {@link FaultOptions#bombSize()} zeros in gzip, which are about a thousandth of that as sent. */
    GZIP_BOMB,
    /** Gzip that lacks its second half, in a response that is whole otherwise. */
    GZIP_TRUNCATED,
    /** Gzip with damaged data. */
    GZIP_CORRUPT,
    /** Plain text that claims to be gzip. */
    GZIP_NOT,
    /** Correct gzip in two members, the first with every optional part of a header. */
    GZIP_MEMBERS,
    /** Correct gzip with zeros after it. */
    GZIP_PADDED,
    /** Nothing, which claims to be gzip. */
    GZIP_EMPTY,
    /** Deflate with the zlib header, as the standard has it. */
    DEFLATE_ZLIB,
    /** Deflate without the zlib header, as some servers send it. */
    DEFLATE_RAW,
    /** Correct brotli. */
    BROTLI,
    /** {@link FaultOptions#bombSize()} zeros in brotli. */
    BROTLI_BOMB,
    /** Brotli that lacks its second half, in a response that is whole otherwise. */
    BROTLI_TRUNCATED,
    /** Brotli with damaged data. */
    BROTLI_CORRUPT,
    /** Plain text that claims to be brotli. */
    BROTLI_NOT,
    /** Nothing, which claims to be brotli. */
    BROTLI_EMPTY,
    /** Correct zstd with a checksum. */
    ZSTD,
    /** Correct zstd: a skippable frame, one with half of the text, a skippable one, the other half. */
    ZSTD_FRAMES,
    /** {@link FaultOptions#bombSize()} zeros in zstd, 4 bytes for each 128 KiB. */
    ZSTD_BOMB,
    /** Zstd that lacks its second half, in a response that is whole otherwise. */
    ZSTD_TRUNCATED,
    /** Zstd with damaged data. */
    ZSTD_CORRUPT,
    /** Plain text that claims to be zstd. */
    ZSTD_NOT,
    /** Nothing, which claims to be zstd. */
    ZSTD_EMPTY,
    /** Zstd with a window of 128 MiB, where 8 MiB are the most on the web (RFC 9659). */
    ZSTD_WINDOW,
    /** Correct gzip, and that in brotli. */
    TWO_CODINGS,
    /** Gzip within gzip, ten times over. */
    MANY_CODINGS,
    /** {@link FaultOptions#bombSize()} zeros in brotli that claim to be gzip within. */
    BOMB_WITHIN,
    /** A content coding nobody knows. */
    UNKNOWN_CODING,

    /** Redirects to itself. */
    REDIRECT_LOOP,
    /** Redirects as often as the query {@code left=N} says, by default 10 times, and then answers 200. */
    REDIRECT_CHAIN,
    /** 302 without Location. */
    REDIRECT_NOWHERE,
    /** 429 with Retry-After in seconds. */
    TOO_MANY_REQUESTS,
    /** 503 with Retry-After in seconds. */
    UNAVAILABLE,
    /** 503 with Retry-After as a date. */
    UNAVAILABLE_UNTIL,
    /** 503 without Retry-After. */
    UNAVAILABLE_SHORTLY,
    /** 200 with two cookies. */
    SET_COOKIE,
    /** 200 in chunks, with a trailer. */
    TRAILERS,
    /** 204. */
    NO_CONTENT,
    /** 304, whether or not it was asked for. */
    NOT_MODIFIED,
    /** 103 before the 200. */
    EARLY_HINTS,
    /** HTTP/1.0, where the end of the connection ends the body. */
    OLD_HTTP,
    /** 200, and closes without having said so. */
    CLOSE_AFTER_RESPONSE;

    /** Returns the path that asks for it, such as {@code /drip-slow}. */
    public String path() {
        return "/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
