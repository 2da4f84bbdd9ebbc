package io.orbweaver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigDocsTest {
    private static final Path FILE = Path.of("..", "docs", "configuration.md");

    @Test
    void theCommittedReferenceIsTheTable() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, ConfigDocs.markdown());
        }
        assertThat(FILE)
                .as("docs/configuration.md is generated: mvn -pl crawler-common test -Dtest=ConfigDocsTest"
                        + " -Ddocs.write=true")
                .content()
                .isEqualTo(ConfigDocs.markdown());
    }
}
