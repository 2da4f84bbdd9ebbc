package io.orbweaver.crawl;

import org.jspecify.annotations.Nullable;

/** A record for writers that need no more. */
public record RecordOnly(PageRecord record) implements Capture {

    /** Returns the record as what was captured. */
    public static Capture of(PageRecord record) {
        return new RecordOnly(record);
    }

    @Override
    public long order() {
        return 1;
    }

    @Override
    public Messages messages() {
        throw new AssertionError("the messages were not needed");
    }

    @Override
    public @Nullable Capture original() {
        throw new AssertionError("the original was not needed");
    }
}
