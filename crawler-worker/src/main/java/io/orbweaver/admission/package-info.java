/**
 * Step 1, admit: the rules by which a URL that was found is taken in or left out. Pure. Looking up whether it is new is
 * part of the commit, which writes it.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.admission;
