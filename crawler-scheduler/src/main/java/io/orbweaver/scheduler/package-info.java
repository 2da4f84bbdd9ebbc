/**
 * Crawls, permits, seeds and the end of a crawl: the side that gives orders and hears heartbeats. It sees no URL but
 * seeds and what they redirect to. Owned by one thread, which writes before it answers.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.scheduler;
