/**
 * What is on disk: ordered tables, atomic batches, the forms of keys, and the directory that one process owns. No other
 * package knows RocksDB. Calls block.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.store;
