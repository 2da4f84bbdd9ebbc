package io.orbweaver.fetch;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.util.Native;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content codings that are asked for and undone (RFC 9110 section 8.4.1): gzip, deflate, and where their native
 * libraries load br and zstd. Callable from any thread.
 */
final class ContentCodings {
    /** Codings of one body. Servers that compress what is compressed already make two. */
    static final int MOST = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ContentCodings.class);
    private static final boolean BROTLI = Brotli4jLoader.isAvailable();
    private static final boolean ZSTD = zstdLoads();

    private final AtomicInteger open = new AtomicInteger();

    ContentCodings() {
        if (!BROTLI || !ZSTD) {
            LOG.warn("Not every content coding has a native library here; asking for {} only.", offered());
        }
    }

    /** Returns them for the Accept-Encoding field, in the order of browsers. */
    String offered() {
        return "gzip, deflate" + (BROTLI ? ", br" : "") + (ZSTD ? ", zstd" : "");
    }

    /** Decoders that hold memory outside the heap now. */
    int open() {
        return open.get();
    }

    /**
     * Returns a decoder for a Content-Encoding field, where the codings are named in the order they were applied (RFC
     * 9110 section 8.4). Where there is none, one that is not known here, or more than {@value #MOST}, the decoder
     * passes everything on as it is.
     *
     * @param scratch lent for the time of each call of decode
     * @param limit bytes of the body after each single coding where it is no longer decoded, if there are several
     */
    ContentDecoder decoder(@Nullable String field, byte[] scratch, long limit) {
        List<String> names = names(field);
        if (names.isEmpty() || names.size() > MOST || !names.stream().allMatch(ContentCodings::known)) {
            return new ContentDecoder.Identity();
        }
        ContentDecoder decoder = decoder(names.getFirst(), scratch);
        for (String name : names.subList(1, names.size())) {
            decoder = new DecoderChain(decoder(name, scratch), decoder, limit);
        }
        return decoder;
    }

    private static List<String> names(@Nullable String field) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (field != null && at <= field.length() && names.size() <= MOST) {
            int comma = field.indexOf(',', at);
            int end = comma < 0 ? field.length() : comma;
            String name = field.substring(at, end).strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !name.equals("identity")) {
                names.add(name);
            }
            at = end + 1;
        }
        return names;
    }

    private static boolean known(String name) {
        return switch (name) {
            case "gzip", "x-gzip", "deflate" -> true;
            case "br" -> BROTLI;
            case "zstd" -> ZSTD;
            default -> false;
        };
    }

    private ContentDecoder decoder(String name, byte[] scratch) {
        return switch (name) {
            case "gzip", "x-gzip" -> new GzipDecoder(scratch, open);
            case "deflate" -> new DeflateDecoder(scratch, open);
            case "br" -> new BrotliDecoder(scratch, open);
            case "zstd" -> new ZstdDecoder(scratch, open);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static boolean zstdLoads() {
        try {
            Native.load();
            return Native.isLoaded();
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError e) {
            LOG.warn("The native library of zstd does not load: {}", e.toString());
            return false;
        }
    }
}
