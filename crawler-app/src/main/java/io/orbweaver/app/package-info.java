/** The command line: options, their validation, exit codes, and the seam behind which a crawl runs. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.app;
