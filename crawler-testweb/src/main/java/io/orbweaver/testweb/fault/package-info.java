/** A server that breaks the rules of HTTP in ways that are asked for by path. */
@NullMarked
package io.orbweaver.testweb.fault;

import org.jspecify.annotations.NullMarked;
