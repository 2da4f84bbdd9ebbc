/** The small HTTP server of every node: health, metrics, and the frame that everything else is mounted in. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.http;
