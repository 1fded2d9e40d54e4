package org.bacalhau.cli.output;

import java.time.Duration;
import java.time.Instant;
import org.bacalhau.cli.launch.Session;

/**
 * Shows on standard error what is going on, with the time that it takes: on a terminal as one line that changes, elsewhere
 * as one line for each step. For one thread.
 */
public final class LiveLine implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final int LABEL_WIDTH = 6;
    private static final int LABEL_GAP = 2;
    private static final int UNKNOWN_WIDTH = 80;

    private final Session session;
    private final boolean live;
    private final boolean silent;
    private final Instant begin;
    private Instant stepBegin;
    private String step = "";

    /** Begins to take the time; {@code silent} shows nothing. */
    public LiveLine(Session session, boolean silent) {
        this.session = session;
        this.silent = silent;
        this.live = session.terminal().errors();
        this.begin = now();
        this.stepBegin = begin;
    }

    private Instant now() {
        return session.surroundings().clock().instant();
    }

    /** Returns how long it takes so far. */
    public Duration elapsed() {
        return Duration.between(begin, now());
    }

    /** Says what is going on; call it again with the same text to show how long that takes. */
    public void at(String text) {
        if (silent) {
            return;
        }
        if (!text.equals(step)) {
            endStep();
            step = text;
            stepBegin = now();
            if (!live) {
                session.err().println(label(elapsed()) + text);
            }
        }
        if (live) {
            session.err().print(ERASE + fitted(label(Duration.between(stepBegin, now())) + text + " …"));
            session.err().flush();
        }
    }

    /** Changes what the line of the current step says, such as how many bytes it is at. */
    public void detail(String text) {
        if (!silent && live) {
            String label = label(Duration.between(stepBegin, now()));
            session.err().print(ERASE + fitted(label + step + " " + text));
            session.err().flush();
        }
    }

    private void endStep() {
        if (live && !step.isEmpty()) {
            String label = label(Duration.between(stepBegin, now()));
            session.err().println(ERASE + fitted(label + step));
        }
        step = "";
    }

    private static String label(Duration elapsed) {
        String text = Texts.elapsed(elapsed);
        return " ".repeat(Math.max(0, LABEL_WIDTH - text.length())) + text + " ".repeat(LABEL_GAP);
    }

    private String fitted(String line) {
        int columns = session.terminal().columns() == 0
                ? UNKNOWN_WIDTH
                : session.terminal().columns();
        String flat = line.replaceAll("\\s*\\R\\s*", " ");
        return flat.codePointCount(0, flat.length()) < columns
                ? flat
                : flat.substring(0, flat.offsetByCodePoints(0, columns - 2)) + "…";
    }

    /** Ends the last step. */
    @Override
    public void close() {
        if (!silent) {
            endStep();
            session.err().flush();
        }
    }
}
