/** JSON as users see it. The only package that knows the JSON library's streams. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.json;
