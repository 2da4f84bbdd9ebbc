package io.orbweaver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.rest.ApiDocs.Example;
import io.orbweaver.rest.ApiUnderTest.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference of the API is what is served, and its examples do what they say. */
class ApiDocsTest {
    private static final Path FILE = Path.of("..", "docs", "api.md");

    @TempDir
    Path directory;

    @Test
    void theCommittedReferenceIsTheDescription() throws IOException {
        String markdown = new ApiDocs(new OpenApiDocument().root()).markdown();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, markdown);
        }
        assertThat(FILE)
                .as("docs/api.md is generated: mvn -pl crawler-scheduler -am test -Dtest=ApiDocsTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true")
                .content()
                .isEqualTo(markdown);
    }

    @Test
    void theExamplesWork() {
        try (ApiUnderTest api = new ApiUnderTest(directory)) {
            for (Example example : ApiDocs.EXAMPLES) {
                Answer answer = example.type().isEmpty()
                        ? example.method().equals("GET") ? api.get(example.path()) : api.post(example.path())
                        : api.send(example.method(), example.path(), example.type(), example.body());
                assertThat(answer.status()).as(example.curl()).isEqualTo(example.status());
            }
        }
    }
}
