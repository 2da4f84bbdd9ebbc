/**
 * Step 6, commit: the page, its URL's state, its new links and the counters become durable together, or not at all; new
 * links are admitted in the same batch. Owned by the store's only writer; blocks.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.commit;
