/**
 * The steps in their order: what becomes of a URL from its turn to its commit, and on which thread. The only package that
 * knows all the others.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.worker;
