package io.orbweaver.sitemap;

import crawlercommons.sitemaps.sax.DelegatorHandler;
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
        }
    }

    @Override
    public void characters(char[] buffer, int start, int length) throws SAXException {
        int kept = Math.min(length, MAX_TEXT - text);
        if (foreign == 0 && kept > 0) {
            text += kept;
            formats.characters(buffer, start, kept);
        }
    }

    @Override
    public void fatalError(SAXParseException broken) throws SAXException {
        // Not for the formats: they would take a URL that was cut off for a whole one.
        throw broken;
    }
}
