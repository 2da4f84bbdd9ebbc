/** Step 3, robots: what robots.txt says (RFC 9309), how its answer is read, and how long it is kept. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.robots;
