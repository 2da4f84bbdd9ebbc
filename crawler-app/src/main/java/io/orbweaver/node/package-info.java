/**
 * The life of a process of a cluster: it opens its data directory, serves HTTP, joins, does its part while it is a member,
 * joins afresh after it was apart, and ends when it is told to.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.node;
