/** Page records written to files, in the format that the file's ending names. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.export;
