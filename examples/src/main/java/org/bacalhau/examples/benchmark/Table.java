package org.bacalhau.examples.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Rows of a benchmark's figures with the targets they are held against. For one thread. */
final class Table {
    private final String title;
    private final List<String[]> rows = new ArrayList<>();

    Table(String title) {
        this.title = title;
        rows.add(new String[] {"what", "measured", "target", "rounds"});
    }

    /**
     * Adds a figure.
     *
     * @param what what was measured
     * @param format how to print it, with its unit
     * @param target what is hoped for; empty for none
     * @param rounds one value for each round; their median is the figure
     */
    void add(String what, String format, String target, double... rounds) {
        String range = String.format(
                Locale.ROOT,
                "%d, from " + format + " to " + format,
                rounds.length,
                Arrays.stream(rounds).min().orElse(Double.NaN),
                Arrays.stream(rounds).max().orElse(Double.NaN));
        rows.add(new String[] {
            what, String.format(Locale.ROOT, format, median(rounds)), target, rounds.length == 1 ? "1" : range
        });
    }

    /** Adds a line without figures. */
    void note(String text) {
        rows.add(new String[] {text, "", "", ""});
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    void print(PrintStream out) {
        out.println();
        out.println("## " + title);
        int[] widths = new int[4];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(i == 0 ? "" : " | ").append(row[i]).append(" ".repeat(widths[i] - row[i].length()));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
