/**
 * How nodes find each other and become one cluster: Vert.x on Hazelcast, which gives membership and the addresses of the
 * event bus, and decides nothing else. Only this package knows Hazelcast.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.cluster;
