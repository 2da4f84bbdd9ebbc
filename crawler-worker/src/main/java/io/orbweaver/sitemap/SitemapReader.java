package io.orbweaver.sitemap;

import crawlercommons.sitemaps.sax.DelegatorHandler;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Reads sitemaps and their indexes, RSS and Atom feeds used as such, and lists of one URL a line, each also in gzip.
 * What a file is, its content says; names and types are often wrong. Reading takes up to seconds and must stay off the
 * event loops. Stateless; safe for any thread.
 *
 * <p>No file fails: what comes before its first error counts. A document type declaration is such an error, so there
 * are no entities that grow or reach out.
 */
public final class SitemapReader {
    /** URLs of one file (https://www.sitemaps.org/protocol.html); those behind them are not read. */
    public static final int MAX_URLS = 50_000;

    /** Bytes of one file without compression; what is behind them is not read. */
    public static final int MAX_BYTES = 50 << 20;

    /** Prefix of the names of the JDK's limits; 0 is none. */
    private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";

    /** Where crawler-commons would take a file's URLs to be; it only judges by it, and is not asked to. */
    private static final URL NOWHERE = nowhere();

    private SitemapReader() {}

    /** Reads a file as it was fetched, its content coding undone. */
    public static SitemapContent read(byte[] file) {
        SitemapEntries entries = new SitemapEntries();
        boolean index = false;
        String problem = null;
        try (Reader text = text(file)) {
            if (markup(text)) {
                SitemapHandler handler = handler(entries);
                problem = parse(text, handler);
                index = handler.index();
            } else {
                lines(text, entries);
            }
        } catch (IOException e) {
            problem = words(e);
        }
        return new SitemapContent(index, entries.urls(), entries.lastModified(), entries.invalid(), problem);
    }

    /**
     * The protocol has every file in UTF-8, and URLs are ASCII: what a feed in another encoding says beside them is lost
     * without harm.
     */
    private static Reader text(byte[] file) throws IOException {
        InputStream in = new ByteArrayInputStream(file);
        boolean gzip = file.length > 2 && file[0] == 0x1f && (file[1] & 0xff) == 0x8b;
        Reader text = new InputStreamReader(gzip ? new GZIPInputStream(in, 8192) : in, StandardCharsets.UTF_8);
        return new BufferedReader(text);
    }

    /** Whether XML follows; passes over blanks and the byte order mark, which XML must not have before it. */
    private static boolean markup(Reader text) throws IOException {
        int next;
        int passed = 0;
        do {
            text.mark(1);
            next = text.read();
        } while ((next == '\ufeff' || next >= 0 && next <= ' ') && passed++ < MAX_BYTES);
        text.reset();
        return next == '<';
    }

    private static SitemapHandler handler(SitemapEntries entries) {
        DelegatorHandler formats = new DelegatorHandler(NOWHERE, false);
        formats.setAcceptedNamespaces(Set.of());
        formats.setURLFilter(text -> {
            entries.add(text);
            // For null they would ask again.
            return NOWHERE.toString();
        });
        return new SitemapHandler(formats, entries);
    }

    /** Returns why it ended early, or null. */
    private static @Nullable String parse(Reader text, SitemapHandler handler) throws IOException {
        try {
            parser().parse(new InputSource(new GuardedText(text, MAX_BYTES)), handler);
            return null;
        } catch (SAXException | RuntimeException e) {
            // Neither the parser nor crawler-commons is proof against every file, and none may end a crawl.
            return words(e);
        }
    }

    private static SAXParser parser() throws SAXException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            SAXParser parser = factory.newSAXParser();
            // They count each &amp; too, of which a large file may have more. Of others there are none.
            parser.setProperty(LIMITS + "maxGeneralEntitySizeLimit", "0");
            parser.setProperty(LIMITS + "totalEntitySizeLimit", "0");
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the XML parser of the Java platform knows these features", e);
        }
    }

    private static void lines(Reader text, SitemapEntries entries) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int left = MAX_BYTES; left >= 0 && !entries.full(); left--) {
            int next = text.read();
            if (next >= ' ' && line.length() < SitemapHandler.MAX_TEXT) {
                line.append((char) next);
            }
            if (next == '\n' || next == '\r' || next < 0) {
                if (!line.toString().isBlank()) {
                    entries.add(line.toString());
                }
                line.setLength(0);
            }
            if (next < 0) {
                return;
            }
        }
        throw new IOException(entries.full() ? SitemapHandler.TOO_MANY : "more than " + MAX_BYTES + " characters");
    }

    private static String words(Exception broken) {
        return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    }

    private static URL nowhere() {
        try {
            return URI.create("http://localhost/").toURL();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
