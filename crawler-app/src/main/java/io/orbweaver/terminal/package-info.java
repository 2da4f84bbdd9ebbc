/** What people see while a crawl runs and when it has ended. Rendering is pure; only the progress display writes. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.terminal;
