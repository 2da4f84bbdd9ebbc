/**
 * Step 4, fetch: one request, bounded in connections, time and bytes, to an address that was checked. Runs on event
 * loops; never blocks.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.fetch;
