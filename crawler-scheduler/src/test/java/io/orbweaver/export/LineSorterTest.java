package io.orbweaver.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSorterTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} lines in runs of {1} bytes, {2} at a time")
    @CsvSource({
        "0, 100, 2",
        "1, 100, 2",
        "3, 1000, 2",
        "1000, 1000, 2",
        "1000, 1000, 3",
        "1000, 1, 10",
        "5000, 4000, 100"
    })
    void linesComeInTheOrderOfTheirBytes(int count, int runBytes, int fanIn) throws IOException {
        Random random = new Random(count + runBytes + fanIn);
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path scratch = Files.writeString(directory.resolve("scratch"), "left behind by a run that was killed");
        try (LineSorter sorter = new LineSorter(scratch, runBytes, fanIn)) {
            for (int i = 0; i < count; i++) {
                byte[] line = ("com,example)/" + "é".repeat(random.nextInt(3)) + random.nextInt(count)).getBytes(UTF_8);
                lines.add(line);
                sorter.add(line);
            }
            sorter.writeTo(out);
        }

        assertThat(scratch).doesNotExist();
        lines.sort(Arrays::compareUnsigned);
        StringBuilder expected = new StringBuilder();
        lines.forEach(line -> expected.append(new String(line, UTF_8)).append('\n'));
        assertThat(out.toString(UTF_8)).isEqualTo(expected.toString());
    }
}
