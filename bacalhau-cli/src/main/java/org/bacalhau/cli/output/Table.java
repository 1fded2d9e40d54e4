package org.bacalhau.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lays out a table: columns two blanks apart, no lines, and if the terminal is too narrow the widest columns wrap.
 * Immutable.
 */
final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 8;
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final List<String> titles;
    private final List<List<String>> rows;

    Table(List<String> titles, List<List<String>> rows) {
        this.titles =
                titles.stream().map(title -> title.toUpperCase(Locale.ROOT)).toList();
        this.rows = List.copyOf(rows);
    }

    /**
     * Returns the lines of the table.
     *
     * @param columns how wide it may be; 0 for as wide as it is
     * @param withTitles whether it has a line of titles
     * @param bold whether that line is bold
     */
    String layOut(int columns, boolean withTitles, boolean bold) {
        int[] widths = widths(withTitles);
        if (columns > 0) {
            shrink(widths, columns - GAP.length() * (widths.length - 1));
        }
        StringBuilder text = new StringBuilder();
        if (withTitles) {
            text.append(bold ? BOLD : "");
            append(text, titles, widths);
            if (bold) {
                text.insert(text.length() - 1, PLAIN);
            }
        }
        rows.forEach(row -> append(text, row, widths));
        return text.toString();
    }

    private int[] widths(boolean withTitles) {
        int[] widths = new int[titles.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int widest = rows.stream()
                    .flatMap(row -> row.get(column).lines())
                    .mapToInt(Table::width)
                    .max()
                    .orElse(0);
            widths[i] = withTitles ? Math.max(widest, width(titles.get(i))) : widest;
        }
        return widths;
    }

    private static void shrink(int[] widths, int room) {
        int excess = Arrays.stream(widths).sum() - room;
        while (excess > 0) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }

    private static void append(StringBuilder text, List<String> cells, int[] widths) {
        List<List<String>> wrapped = new ArrayList<>(); // one for each column
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            wrapped.add(wrap(cells.get(i), widths[i]));
            height = Math.max(height, wrapped.get(i).size());
        }
        for (int line = 0; line < height; line++) {
            int at = line;
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                String part = at < wrapped.get(i).size() ? wrapped.get(i).get(at) : "";
                parts.add(part + " ".repeat(Math.max(0, widths[i] - width(part))));
            }
            text.append(parts.stream().collect(Collectors.joining(GAP)).stripTrailing())
                    .append('\n');
        }
    }

    private static List<String> wrap(String cell, int width) {
        List<String> lines = new ArrayList<>();
        cell.lines().forEach(line -> lines.addAll(Wrap.lines(line, Math.max(1, width))));
        return lines.isEmpty() ? List.of("") : lines;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
