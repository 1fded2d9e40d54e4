package org.bacalhau.cli.output;

import java.util.List;
import java.util.stream.Collectors;

/** Writes CSV as RFC 4180 has it, but for the line ends, which are those of Unix. Stateless. */
final class Csv {
    private Csv() {}

    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
    }

    private static String cell(String text) {
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
