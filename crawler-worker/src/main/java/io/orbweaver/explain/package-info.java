/**
 * Why a URL is where it is: says what was stored of it, and runs the rules again for what was not. Pure; what the store
 * holds is handed in.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.explain;
