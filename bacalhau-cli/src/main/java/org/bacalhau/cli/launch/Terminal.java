package org.bacalhau.cli.launch;

import java.util.Map;

/**
 * What is known about the terminal, if there is one. Immutable.
 *
 * @param input whether standard input comes from a terminal
 * @param output whether standard output goes to one
 * @param errors whether standard error goes to one
 * @param columns its width in characters; 0 if not known
 * @param colour whether it may be sent colours
 */
public record Terminal(boolean input, boolean output, boolean errors, int columns, boolean colour) {
    /** No terminal at all. */
    public static final Terminal NONE = new Terminal(false, false, false, 0, false);

    /** Set by the launcher: {@code i}, {@code o} and {@code e} for each stream that is a terminal. */
    private static final String STREAMS = "bacalhau.terminal";

    private static final String COLUMNS = "bacalhau.columns";
    private static final int NARROWEST = 20;

    /** Reads what the launcher found out; without a launcher there is no terminal. */
    static Terminal ofProcess(Map<String, String> environment) {
        String streams = System.getProperty(STREAMS, "");
        String noColour = environment.getOrDefault("NO_COLOR", "");
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        int columns = Integer.getInteger(COLUMNS, 0);
        return new Terminal(
                streams.contains("i"),
                streams.contains("o"),
                streams.contains("e"),
                columns >= NARROWEST ? columns : 0,
                noColour.isEmpty() && !dumb);
    }

    /** Returns how wide lines on standard output may be; 0 for as wide as they are. */
    public int outputColumns() {
        return output ? columns : 0;
    }

    /** Tells whether standard output may have colours. */
    public boolean outputColour() {
        return output && colour;
    }

    /** Tells whether standard error may have colours. */
    public boolean errorColour() {
        return errors && colour;
    }
}
