/**
 * The commands that talk to the API of a running cluster. They know nothing of it but its address and what its
 * description says; nothing it sends is kept in memory without a bound, or steers the terminal.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.client;
