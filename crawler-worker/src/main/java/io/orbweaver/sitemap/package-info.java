/** What stands in a sitemap: the files of https://www.sitemaps.org/protocol.html, and feeds used as such. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.sitemap;
