package org.bacalhau.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Breaks texts into lines, at blanks where there are any. Stateless. */
public final class Wrap {
    private Wrap() {}

    /** Returns the lines of a text that has no line breaks of its own; each has at most {@code width} characters. */
    public static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.codePointCount(0, rest.length()) > width) {
            int end = rest.offsetByCodePoints(0, width);
            int blank = rest.lastIndexOf(' ', end);
            int cut = blank > 0 ? blank : end;
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
