package io.orbweaver.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedScreenTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final SharedScreen screen = new SharedScreen(new PrintStream(terminal, true, UTF_8));

    @Test
    void aBlockIsWrittenOverTheOneBefore() {
        screen.show(List.of("one", "two"));
        screen.show(List.of("three"));

        assertThat(terminal.toString(UTF_8))
                .isEqualTo("one\u001b[K\ntwo\u001b[K\n\u001b[J\u001b[2A\rthree\u001b[K\n\u001b[J");
    }

    @Test
    void otherTextTakesThePlaceOfTheBlock() {
        screen.show(List.of("one"));
        terminal.reset();

        new PrintStream(screen, true, UTF_8).print("a warning\n");
        screen.show(List.of("two"));

        assertThat(terminal.toString(UTF_8)).isEqualTo("\u001b[1A\r\u001b[Ja warning\ntwo\u001b[K\n\u001b[J");
    }
}
