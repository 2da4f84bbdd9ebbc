package io.orbweaver.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestWindowTest {
    private final RequestWindow window = new RequestWindow(1_000, 100);

    @Test
    void opensWhileTheStoreKeepsUpAndNoFurtherThanAllowed() {
        assertThat(window.size()).isEqualTo(64);
        int commits = 0;
        while (window.size() < 1_000) {
            int before = window.size();
            window.committed(100);
            assertThat(window.size()).isGreaterThan(before);
            commits++;
        }
        assertThat(commits).isLessThan(60);
        window.committed(0);
        assertThat(window.size()).isEqualTo(1_000);
    }

    @Test
    void closesWhileTheStoreIsBehindAndNeverWhole() {
        for (int i = 0; i < 100; i++) {
            window.committed(0);
        }
        window.committed(101);
        assertThat(window.size()).isEqualTo(750);
        for (int i = 0; i < 100; i++) {
            window.committed(101);
        }
        assertThat(window.size()).isEqualTo(64);
    }

    @Test
    void fewerThanItsLeastAreNeverPassed() {
        RequestWindow narrow = new RequestWindow(3, 100);
        assertThat(narrow.size()).isEqualTo(3);
        narrow.committed(101);
        assertThat(narrow.size()).isEqualTo(3);
        narrow.committed(0);
        assertThat(narrow.size()).isEqualTo(3);
    }
}
