package io.orbweaver.export;

import io.orbweaver.crawl.PageRecord;
import java.io.Closeable;
import java.io.IOException;

/** Writes records to one stream in flat memory. One thread at a time; closing flushes and closes the stream. */
public interface PageWriter extends Closeable {
    void write(PageRecord page) throws IOException;
}
