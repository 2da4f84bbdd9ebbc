/** The web that the demo crawls. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.demo;
