/**
 * URLs as the crawler knows them: parsed, resolved and put into normal form, with the stable hashes that stand for them
 * on disk and the registrable domain that decides which shard owns them. No other package reads the Public Suffix List.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.url;
