/**
 * HTML as bytes: a tokenizer that is fed chunk by chunk (HTML Standard section 13.2.5), and what is needed of tree
 * construction to read a page right without a tree. Knows nothing of crawling. One tokenizer a page, for one thread.
 */
@org.jspecify.annotations.NullMarked
package io.orbweaver.parse.html;
