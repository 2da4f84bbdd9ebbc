/** A deterministic synthetic web on loopback, for tests, the demo and benchmarks. */
@NullMarked
package io.orbweaver.testweb;

import org.jspecify.annotations.NullMarked;
