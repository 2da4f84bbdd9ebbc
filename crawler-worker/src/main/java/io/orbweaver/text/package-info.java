/** The text of committed pages, for exports: built from whole documents and never while a crawl waits for it. */
@org.jspecify.annotations.NullMarked
package io.orbweaver.text;
