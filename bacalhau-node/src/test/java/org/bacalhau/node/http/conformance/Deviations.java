package org.bacalhau.node.http.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bacalhau.node.http.conformance.Shapes.Difference;

/**
 * The table of what we do otherwise on purpose: case, place, what was recorded, what we do, and why. An asterisk stands for any
 * text.
 */
final class Deviations {
    private static final int COLUMNS = 5;

    private final List<Row> rows;
    private final Set<Row> used = ConcurrentHashMap.newKeySet();

    private record Row(String text, Pattern name, Pattern place, Pattern recorded, Pattern ours) {
        static Row parse(String line) {
            String[] columns = line.split(" \\| ", -1);
            if (columns.length != COLUMNS || columns[COLUMNS - 1].isBlank()) {
                throw new AssertionError("not a row of five columns with a reason: " + line);
            }
            return new Row(line, pattern(columns[0]), pattern(columns[1]), pattern(columns[2]), pattern(columns[3]));
        }

        private static Pattern pattern(String text) {
            String quoted = Arrays.stream(text.trim().split("\\*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            return Pattern.compile(quoted, Pattern.DOTALL);
        }

        boolean covers(String exchange, Difference difference) {
            return name.matcher(exchange).matches()
                    && place.matcher(difference.place()).matches()
                    && recorded.matcher(difference.recorded()).matches()
                    && ours.matcher(difference.ours()).matches();
        }
    }

    private Deviations(List<Row> rows) {
        this.rows = rows;
    }

    static Deviations read(String resource) throws IOException {
        try (InputStream in = Deviations.class.getResourceAsStream(resource)) {
            List<Row> rows = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(Row.parse(line));
                }
            }
            return new Deviations(rows);
        }
    }

    /** Tells whether the table has a row for a difference. */
    boolean cover(String exchange, Difference difference) {
        List<Row> covering =
                rows.stream().filter(row -> row.covers(exchange, difference)).toList();
        used.addAll(covering);
        return !covering.isEmpty();
    }

    /** Returns the rows that covered nothing. */
    List<String> unused() {
        return rows.stream().filter(row -> !used.contains(row)).map(Row::text).toList();
    }
}
