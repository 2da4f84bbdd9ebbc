/**
 * Step 7, route: links on their way to the shards that own them, durable before they leave and until they have arrived.
 * Pure; the same for the seeds of the scheduler.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.route;
