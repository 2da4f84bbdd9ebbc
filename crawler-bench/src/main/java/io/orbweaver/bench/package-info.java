/** Benchmarks; their results are kept beside the sources. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.bench;
