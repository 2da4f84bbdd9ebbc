package io.orbweaver.export;

import io.orbweaver.crawl.Capture;
import java.io.Closeable;
import java.io.IOException;

/** Writes answers to one stream in flat memory. One thread at a time; closing flushes and closes the stream. */
public interface PageWriter extends Closeable {
    void write(Capture capture) throws IOException;
}
