package org.bacalhau.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bacalhau.cli.launch.CommandRunner;
import org.bacalhau.cli.launch.Surroundings;
import org.bacalhau.cli.launch.Terminal;

/** Runs command lines in this process, in a directory of their own. */
public final class Cli {
    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Terminal terminal = Terminal.NONE;
    private String input = "";

    public Cli(Path directory) {
        this.directory = directory;
        environment.put("HOME", directory.resolve("home").toString());
    }

    /** Talks to the node at this address. */
    public Cli to(URI node) {
        environment.put("BACALHAU_API_HOST", node.getHost());
        environment.put("BACALHAU_API_PORT", Integer.toString(node.getPort()));
        return this;
    }

    public Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Cli on(Terminal value) {
        terminal = value;
        return this;
    }

    public Cli reading(String text) {
        input = text;
        return this;
    }

    /** What a command did. */
    public record Outcome(int code, String out, String err) {}

    public Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                directory,
                terminal,
                InstantSource.system());
        int code = new CommandRunner(Commands.ALL, surroundings).run(arguments);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
