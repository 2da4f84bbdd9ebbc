package io.orbweaver.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitBookTest {
    private final PermitBook book = new PermitBook();

    @Test
    void aPermitIsTakenOnceAndFreedByWhatIsNoPage() {
        book.granted(1, 7, 1);
        assertThat(book.take(1, 7)).isTrue();
        assertThat(book.take(1, 7)).isFalse();
        assertThat(book.servable(1, 7)).isFalse();
        book.settled(1, 7, false);
        assertThat(book.servable(1, 7)).isTrue();
        assertThat(book.take(1, 7)).isTrue();
        book.settled(1, 7, true);
        assertThat(book.take(1, 7)).isFalse();
    }

    @Test
    void grantsOnlyGrow() {
        assertThat(book.granted(1, 7, 5)).isTrue();
        assertThat(book.granted(1, 7, 5)).isFalse();
        assertThat(book.granted(1, 7, 3)).isFalse();
        assertThat(book.free(new PermitBook.Place(1, 7))).isEqualTo(5);
    }

    @Test
    void returnsAreReportedOnceTheyAreDurable() {
        book.granted(1, 7, 5);
        assertThat(book.giveBack(1, 7)).isEqualTo(5);
        assertThat(book.take(1, 7)).isFalse();
        assertThat(book.report(new PermitBook.Place(1, 7)).returned()).isZero();
        book.returned(1, 7, 5);
        assertThat(book.report(new PermitBook.Place(1, 7)).returned()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 13, 25, 49, 97, 193, 256})
    void aReportNamesEveryPlaceHoweverManyThereAre(int shards) {
        for (int shard = 0; shard < shards; shard++) {
            book.open(shard, 1, 5, 0);
        }

        assertThat(book.places().stream().map(book::report).toList())
                .hasSize(shards)
                .allSatisfy(report -> assertThat(report.used()).isEqualTo(5));
    }
}
