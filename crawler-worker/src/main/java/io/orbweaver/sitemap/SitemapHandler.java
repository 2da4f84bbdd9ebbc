package io.orbweaver.sitemap;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.sax.DelegatorHandler;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Stands between the XML parser and crawler-commons, which knows the formats: keeps from it what is too deep, too long
 * or of another namespace, and takes each URL as soon as it is read. For one file.
 */
final class SitemapHandler extends DefaultHandler {
    /** Elements in one another; feeds with markup in them have a few dozen. */
    static final int MAX_DEPTH = 100;

    /** Characters of one element that count; far more than a URL may have. */
    static final int MAX_TEXT = 64 << 10;

    /** Names of elements and attributes, and namespaces, that are told apart: the parser never forgets one. */
    static final int MAX_NAMES = 1_000;

    /** Characters of a date, of which all forms are shorter. */
    private static final int MAX_DATE = 64;

    /** When an entry changed: of the protocol, of RSS 2.0 and 1.0, of Atom 1.0 and 0.3. */
    private static final Set<String> DATES = Set.of("lastmod", "pubDate", "date", "updated", "published", "modified");

    /** What one URL and its date stand in. */
    private static final Set<String> ENTRIES = Set.of("url", "sitemap", "item", "entry");

    static final String TOO_MANY = "more than " + SitemapReader.MAX_URLS + " URLs";

    /** Ends the reading of a file from which nothing more is wanted. */
    static final class Enough extends SAXException {
        private static final long serialVersionUID = 1L;

        Enough(String why) {
            super(why);
        }
    }

    private final DelegatorHandler formats;
    private final SitemapEntries entries;
    private final Set<String> names = new HashSet<>();
    private final StringBuilder date = new StringBuilder();
    private int depth;
    private int foreign;
    private int text;
    private boolean index;
    private @Nullable String namespace;

    SitemapHandler(DelegatorHandler formats, SitemapEntries entries) {
        this.formats = formats;
        this.entries = entries;
    }

    boolean index() {
        return index;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        if (entries.full()) {
            throw new Enough(TOO_MANY);
        }
        if (++depth > MAX_DEPTH) {
            throw new Enough("elements nest deeper than " + MAX_DEPTH);
        }
        name(qName);
        for (int i = 0; i < attributes.getLength(); i++) {
            name(attributes.getQName(i));
        }
        if (depth == 1) {
            index = localName.equals("sitemapindex");
            namespace = index || localName.equals("urlset") ? uri : null;
        }
        // The URL of an image has the name of a page's, in a namespace of its own.
        if (foreign > 0 || namespace != null && !namespace.equals(uri)) {
            foreign++;
            return;
        }
        text = 0;
        date.setLength(0);
        formats.startElement(uri, localName, qName, attributes);
    }

    @Override
    public void startPrefixMapping(String prefix, String uri) throws SAXException {
        name(prefix);
        name(uri);
    }

    @Override
    public void processingInstruction(String target, String data) throws SAXException {
        name(target);
    }

    private void name(String name) throws SAXException {
        if (names.add(name) && names.size() > MAX_NAMES) {
            throw new Enough("more than " + MAX_NAMES + " names");
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
        depth--;
        if (foreign > 0) {
            foreign--;
        } else {
            formats.endElement(uri, localName, qName);
            if (DATES.contains(localName)) {
                date();
            } else if (ENTRIES.contains(localName)) {
                entries.end();
            }
        }
    }

    private void date() {
        String text = date.toString().strip();
        ZonedDateTime time = AbstractSiteMap.convertToZonedDateTime(text);
        time = time == null ? AbstractSiteMap.parseRSSTimestamp(text) : time;
        if (time != null) {
            entries.date(time.toInstant());
        }
    }

    @Override
    public void characters(char[] buffer, int start, int length) throws SAXException {
        int kept = Math.min(length, MAX_TEXT - text);
        if (foreign == 0 && kept > 0) {
            text += kept;
            date.append(buffer, start, Math.min(kept, MAX_DATE - date.length()));
            formats.characters(buffer, start, kept);
        }
    }

    @Override
    public void fatalError(SAXParseException broken) throws SAXException {
        // Not for the formats: they would take a URL that was cut off for a whole one.
        throw broken;
    }
}
