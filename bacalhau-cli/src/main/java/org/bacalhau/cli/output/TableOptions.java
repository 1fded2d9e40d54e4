package org.bacalhau.cli.output;

import java.util.List;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.client.api.JobFiles;
import org.bacalhau.client.api.Json;
import picocli.CommandLine.Option;

/** How a list is printed (cli-config-auth.md §3). Filled in by picocli. */
public final class TableOptions {
    @Option(names = "--output", paramLabel = "FORMAT", description = "table, csv, json or yaml; table unless said.")
    private OutputFormat format = OutputFormat.TABLE;

    @Option(
            names = "--pretty",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "JSON on several lines.")
    private boolean pretty;

    @Option(
            names = "--hide-header",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "No line of titles.")
    private boolean hideHeader;

    @Option(
            names = "--no-style",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "No bold titles.")
    private boolean noStyle;

    @Option(
            names = "--wide",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Whole values, however wide the table gets.")
    private boolean wide;

    /** Tells whether people read the output. */
    public boolean isTable() {
        return format == OutputFormat.TABLE;
    }

    /** Prints a list; {@code value} is what JSON and YAML show of it. */
    public <T> void print(Session session, List<Column<T>> columns, List<T> rows, Object value) {
        session.out().print(render(session, columns, rows, value));
    }

    private <T> String render(Session session, List<Column<T>> columns, List<T> rows, Object value) {
        List<String> titles = columns.stream().map(Column::name).toList();
        return switch (format) {
            case TABLE -> {
                boolean brief = !wide;
                List<List<String>> cells = rows.stream()
                        .map(row -> columns.stream()
                                .map(column -> (brief ? column.brief() : column.full()).apply(row))
                                .toList())
                        .toList();
                int width = wide ? 0 : session.terminal().outputColumns();
                boolean bold = !noStyle && session.terminal().outputColour();
                yield new Table(titles, cells).layOut(width, !hideHeader, bold);
            }
            case CSV -> {
                StringBuilder text = new StringBuilder(hideHeader ? "" : Csv.line(titles));
                rows.forEach(row -> text.append(Csv.line(
                        columns.stream().map(column -> column.full().apply(row)).toList())));
                yield text.toString();
            }
            case JSON -> (pretty ? Json.pretty(value) : Json.text(value)) + "\n";
            case YAML -> JobFiles.yaml(value);
        };
    }
}
