package io.orbweaver.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.terminal.TextTable.Column;
import org.junit.jupiter.api.Test;

/** Columns stand below each other, whatever is in them. */
class TextTableTest {

    private static TextTable table(Style style) {
        return new TextTable(style, Column.number("N"), Column.state("STATE"), Column.text("NAME"));
    }

    @Test
    void columnsAreAlignedAndTheLastIsNotFilledUp() {
        TextTable table = table(Style.plain());
        table.row("7", "running", "a");
        table.row("1,234", "away", "a long name");
        table.row("", "", "");

        assertThat(table.lines())
                .containsExactly(
                        "    N  STATE    NAME",
                        "    7  running  a",
                        "1,234  away     a long name",
                        "    -  -        -");
    }

    @Test
    void theHeadComesOnceAndWidthsStay() {
        TextTable table = table(Style.plain());
        assertThat(table.lines()).isEmpty();
        table.row("1,234", "running", "a");
        assertThat(table.lines()).hasSize(2);
        table.row("7", "away", "b");
        assertThat(table.lines()).containsExactly("    7  away     b");
    }

    @Test
    void coloursDoNotMoveColumns() {
        TextTable table = table(new Style(false, true, true, 80));
        table.row("7", "away", "a");
        table.row("7", "finished: exhausted", "\u001b[31mb\n\u202e");

        assertThat(table.lines())
                .containsExactly(
                        "\u001b[2mN\u001b[0m  \u001b[2mSTATE\u001b[0m                \u001b[2mNAME\u001b[0m",
                        "7  \u001b[31maway\u001b[0m                 a",
                        "7  \u001b[32mfinished: exhausted\u001b[0m  ?[31mb??");
    }
}
