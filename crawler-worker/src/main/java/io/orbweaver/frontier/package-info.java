/**
 * Step 2, schedule: which URL of which host is requested next, and when. Pure: time and messages come in, intentions go
 * out. Times are nanoseconds of a monotonic clock unless a name says milliseconds, which are of the wall clock.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.frontier;
