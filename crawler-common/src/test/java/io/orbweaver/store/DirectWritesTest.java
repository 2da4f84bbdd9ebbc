package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectWritesTest {
    @TempDir
    Path directory;

    @Test
    void askingLeavesNothingBehind() {
        boolean first = DirectWrites.possible(directory.resolve("store"));
        assertThat(DirectWrites.possible(directory.resolve("store"))).isEqualTo(first);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whereNoFileCanBeWrittenTheyAreNotPossible() {
        assertThat(DirectWrites.possible(directory.resolve("missing").resolve("store")))
                .isFalse();
    }
}
