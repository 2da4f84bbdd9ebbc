/** Configuration: the table of keys, where values come from, and what is said about wrong ones. Read once, at the start. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.config;
