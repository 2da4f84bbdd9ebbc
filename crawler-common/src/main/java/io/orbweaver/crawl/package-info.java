/**
 * The crawl as everybody knows it: what was asked for, how far it is, what one answer was, why a URL failed or was left
 * out. Values only; how they are stored or shown is the business of others.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.crawl;
