package io.orbweaver.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitBookTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 12, 13, 25, 49, 97, 193, 256})
    void aReportNamesEveryPlaceHoweverManyThereAre(int shards) {
        PermitBook book = new PermitBook();
        for (int shard = 0; shard < shards; shard++) {
            book.open(shard, 1, 5, 0);
        }

        assertThat(book.places().stream().map(book::report).toList())
                .hasSize(shards)
                .allSatisfy(report -> assertThat(report.used()).isEqualTo(5));
    }
}
