/** What a node measures, by which names it is shown, and the text of {@code /metrics}. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.metrics;
