package dev.millrace.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of texts in columns. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    void row(Object... cells) {
        rows.add(java.util.Arrays.stream(cells).map(String::valueOf).toList());
    }

    void print(Terminal terminal) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (var i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        rows.forEach(row -> terminal.print(line(terminal, row, widths)));
    }

    private static String line(Terminal terminal, List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (var i = 0; i < row.size(); i++) {
            var cell = row.get(i);
            // padding goes outside of the colour
            line.append(isOutcome(cell) ? terminal.outcome(cell) : cell)
                    .append(" ".repeat(i == row.size() - 1 ? 0 : widths[i] - cell.length() + 2));
        }
        return line.toString();
    }

    private static boolean isOutcome(String cell) {
        return switch (cell) {
            case "SUCCESS", "FAILURE", "UNSTABLE", "ABORTED", "NOT_BUILT" -> true;
            default -> false;
        };
    }
}
