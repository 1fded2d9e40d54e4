package org.bacalhau.cli.output;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.bacalhau.cli.launch.Session;

/** Prints titles, facts and tables for people to standard output. For one thread. */
public final class TextReport {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean colour;
    private final int columns;

    /** Creates a report that fits the session's terminal. */
    public TextReport(Session session) {
        this.out = session.out();
        this.colour = session.terminal().outputColour();
        this.columns = session.terminal().outputColumns();
    }

    /** Prints a title after an empty line. */
    public void title(String title) {
        out.println();
        out.println(colour ? BOLD + title + PLAIN : title);
    }

    /** Prints facts, {@code key = value} below each other; empty values are left out. */
    public void pairs(Map<String, String> facts) {
        int width = facts.entrySet().stream()
                .filter(fact -> !fact.getValue().isEmpty())
                .mapToInt(fact -> fact.getKey().length())
                .max()
                .orElse(0);
        facts.forEach((key, value) -> {
            if (!value.isEmpty()) {
                out.println(key + " ".repeat(width - key.length()) + " = " + value);
            }
        });
    }

    /** Prints a table under a title; nothing if it has no rows. */
    public <T> void table(String title, List<Column<T>> layout, List<T> rows) {
        if (rows.isEmpty()) {
            return;
        }
        title(title);
        List<String> titles = layout.stream().map(Column::name).toList();
        List<List<String>> cells = rows.stream()
                .map(row ->
                        layout.stream().map(column -> column.brief().apply(row)).toList())
                .toList();
        out.print(new Table(titles, cells).layOut(columns, true, false));
    }

    /** Prints a text, with a line end if it has none. */
    public void text(String text) {
        out.print(text);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            out.println();
        }
    }
}
