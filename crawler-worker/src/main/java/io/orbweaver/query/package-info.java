/**
 * What the worker tells of its shards when it is asked. Reads beside the writer and decides nothing; no step of a crawl
 * knows it.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.query;
