package io.orbweaver.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.store.ByteWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlStateTest {

    /** What fails here would read the data of older versions as something else. */
    @ParameterizedTest
    @CsvSource({"QUEUED, 0", "WAITING, 1", "FETCHED, 2", "REDIRECTED, 3", "EXCLUDED, 4", "FAILED, 5", "SITEMAP, 6"})
    void whereAUrlIsKeepsItsNumberOnDisk(UrlState.Kind kind, int code) {
        byte[] stored = new ByteWriter(16).u8(code).varint(4).varint(200).u64(9).toBytes();
        assertThat(UrlState.decode(stored)).isEqualTo(new UrlState(kind, 4, 200, 9));
        assertThat(new UrlState(kind, 4, 200, 9).encode()).isEqualTo(stored);
        assertThat(UrlState.Kind.values()).hasSize(7);
    }
}
