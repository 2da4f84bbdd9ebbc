package io.orbweaver.testweb;

/** What sitemaps a host has, where it has some. */
public enum SitemapStyle {
    /** One file; an index and files of 50,000 URLs where there are more pages. */
    FLAT,
    /** An index, and files of 10 URLs. */
    INDEX,
    /** As {@code INDEX}, every file compressed before it is served, and served as such. */
    GZIP,
    /** One text file with a URL in each line. */
    TEXT
}
