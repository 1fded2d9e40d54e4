package org.bacalhau.node.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.testing.Await;

/** Another Java process that runs a main class of the tests. Used by one thread. */
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    public ChildProcess(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    public long pid() {
        return process.pid();
    }

    /** Returns the next line it prints; null at its end. */
    public String readLine() throws IOException {
        return output.readLine();
    }

    /** Ends it at once, as by {@code kill -9}. What it printed before can still be read. */
    public void kill() {
        // Of the process itself, this would close its output as well.
        process.toHandle().destroyForcibly();
    }

    /** Closes its input, on which it ends, and waits for that. */
    public void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("process " + pid() + " does not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
