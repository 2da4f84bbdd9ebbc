/** Scheduler, worker and store in one process. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.embedded;
