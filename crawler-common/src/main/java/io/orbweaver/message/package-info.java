/**
 * What scheduler and workers say to each other, and the counters in it. Values, complete in themselves: a message may be
 * lost, doubled or late. Totals in them only grow.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.message;
