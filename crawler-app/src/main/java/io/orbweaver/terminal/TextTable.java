package io.orbweaver.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Rows of text under a head, each column as wide as its widest cell so far. What is in the cells is made printable. The
 * last column is not filled up, so long texts belong there. One thread.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final Style style;
    private final List<Column> columns;
    private final int[] widths;
    private final List<String[]> rows = new ArrayList<>();
    private boolean begun;

    /**
     * One column.
     *
     * @param right whether its cells end below each other, as numbers do
     * @param paint colours a cell
     */
    public record Column(String name, boolean right, BiFunction<Style, String, String> paint) {
        public static Column text(String name) {
            return new Column(name, false, (style, text) -> text);
        }

        public static Column number(String name) {
            return new Column(name, true, (style, text) -> text);
        }

        /** Of states, coloured by how well they are. */
        public static Column state(String name) {
            return new Column(name, false, States::paint);
        }
    }

    public TextTable(Style style, Column... columns) {
        this.style = style;
        this.columns = List.of(columns);
        this.widths = Arrays.stream(columns)
                .mapToInt(column -> column.name().length())
                .toArray();
    }

    /** Adds a row of as many cells as there are columns; an empty one is shown as a dash. */
    public void row(String... cells) {
        String[] row = new String[columns.size()];
        for (int index = 0; index < row.length; index++) {
            row[index] = cells[index].isEmpty() ? "-" : Printable.text(cells[index]);
            widths[index] = Math.max(widths[index], row[index].length());
        }
        rows.add(row);
    }

    /** Returns the rows added since it was last asked, the head before the very first, and forgets them. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!begun && !rows.isEmpty()) {
            begun = true;
            String[] names = columns.stream().map(Column::name).toArray(String[]::new);
            lines.add(line(names, true));
        }
        rows.forEach(row -> lines.add(line(row, false)));
        rows.clear();
        return lines;
    }

    private String line(String[] cells, boolean head) {
        StringBuilder line = new StringBuilder();
        for (int index = 0; index < cells.length; index++) {
            Column column = columns.get(index);
            boolean last = index == cells.length - 1;
            String fill = " ".repeat(Math.max(0, widths[index] - cells[index].length()));
            String text = head ? style.dim(cells[index]) : column.paint().apply(style, cells[index]);
            line.append(index == 0 ? "" : GAP);
            line.append(column.right() ? fill + text : last ? text : text + fill);
        }
        return line.toString();
    }
}
