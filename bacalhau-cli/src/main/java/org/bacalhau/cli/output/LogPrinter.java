package org.bacalhau.cli.output;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.client.LogLine;
import org.bacalhau.core.logs.LogChunk;

/** Prints a job's output as it comes: its output to standard output, its errors to standard error. For one thread. */
public final class LogPrinter implements Consumer<LogLine> {
    private final Session session;

    /** Creates a printer. */
    public LogPrinter(Session session) {
        this.session = session;
    }

    @Override
    public void accept(LogLine line) {
        PrintStream stream = line.stream() == LogChunk.Stream.STDERR ? session.err() : session.out();
        stream.print(line.text());
        stream.flush();
    }
}
