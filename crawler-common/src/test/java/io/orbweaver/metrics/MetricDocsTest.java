package io.orbweaver.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricDocsTest {
    private static final Path FILE = Path.of("..", "docs", "operations.md");

    @Test
    void theCommittedTableIsTheNamesOfToday() throws IOException {
        String page = Files.readString(FILE);
        String today = MetricDocs.into(page);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, today);
        }
        assertThat(FILE)
                .as("the table in docs/operations.md is generated: mvn -pl crawler-common test -Dtest=MetricDocsTest"
                        + " -Ddocs.write=true")
                .content()
                .isEqualTo(today);
    }
}
