/** How long to leave a host alone, and when to give a URL up. Part of step 2, schedule. Pure. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.politeness;
