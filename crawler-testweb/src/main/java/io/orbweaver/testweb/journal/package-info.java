/** The record of what clients asked of the synthetic web. */
@NullMarked
package io.orbweaver.testweb.journal;

import org.jspecify.annotations.NullMarked;
