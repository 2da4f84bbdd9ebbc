/** A name server that answers for the synthetic web, and lies where it is asked to. */
@NullMarked
package io.orbweaver.testweb.dns;

import org.jspecify.annotations.NullMarked;
