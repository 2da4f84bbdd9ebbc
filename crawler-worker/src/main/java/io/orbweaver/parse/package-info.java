/**
 * Step 5, parse: what a page says, read while its body streams in. One parser a page, owned by the event loop of the
 * request.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.parse;
