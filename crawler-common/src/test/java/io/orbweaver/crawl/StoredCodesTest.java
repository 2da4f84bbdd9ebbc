package io.orbweaver.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Numbers that lie on disk. What fails here would read the data of older versions as something else. */
class StoredCodesTest {

    private static <E extends Enum<E> & Coded> String table(E[] constants) {
        for (E constant : constants) {
            assertThat(Coded.of(constants, constant.code())).isSameAs(constant);
        }
        return Arrays.stream(constants)
                .map(constant -> constant.code() + " " + constant.name())
                .collect(Collectors.joining(", "));
    }

    @Test
    void failuresKeepTheirNumbers() {
        assertThat(table(FailureKind.values()))
                .isEqualTo("0 DNS, 1 CONNECT, 2 TLS, 3 TIMEOUT, 4 TOO_MANY_REDIRECTS, 5 PROTOCOL, 6 REFUSED_ADDRESS,"
                        + " 7 ROBOTS, 8 WAITING");
    }

    @Test
    void exclusionsKeepTheirNumbers() {
        assertThat(table(Exclusion.values()))
                .isEqualTo("0 SCOPE, 1 DEPTH, 2 ROBOTS, 3 NOFOLLOW, 4 LIMIT, 5 TRAP, 6 BLOCKED");
    }

    @Test
    void statesOfACrawlKeepTheirNumbers() {
        assertThat(table(CrawlStatus.State.values()))
                .isEqualTo("0 RUNNING, 1 PAUSED, 2 STOPPING, 3 FINISHED, 4 STOPPED, 5 FAILED");
    }

    @Test
    void reasonsKeepTheirNumbersAndLeaveZeroForNone() {
        assertThat(table(CrawlStatus.Reason.values()))
                .isEqualTo("1 EXHAUSTED, 2 MAX_PAGES, 3 MAX_BYTES, 4 MAX_DURATION, 5 STOPPED");
    }

    @Test
    void scopesKeepTheirNumbers() {
        assertThat(table(CrawlSpec.Scope.Mode.values())).isEqualTo("0 HOST, 1 DOMAIN, 2 PREFIX, 3 ANY");
    }

    @Test
    void aNumberThatMeansNothingIsRefused() {
        assertThatThrownBy(() -> Coded.of(FailureKind.values(), 9))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the store holds the number 9, which is no FailureKind");
    }
}
