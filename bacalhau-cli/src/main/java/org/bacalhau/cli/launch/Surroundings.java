package org.bacalhau.cli.launch;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/**
 * The process around a command. Immutable.
 *
 * @param in standard input
 * @param out takes data, and nothing else
 * @param err takes everything else
 * @param environment environment variables
 * @param directory what relative paths of the command line begin at
 * @param terminal where the streams lead
 * @param clock tells the time
 */
public record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path directory,
        Terminal terminal,
        InstantSource clock) {
    private static final int BUFFER = 8192;

    public Surroundings {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(terminal, "terminal");
        Objects.requireNonNull(clock, "clock");
    }

    /** Returns what surrounds this process. Its output is buffered. */
    public static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                System.in,
                stream(FileDescriptor.out, false),
                stream(FileDescriptor.err, true),
                environment,
                Path.of("").toAbsolutePath(),
                Terminal.ofProcess(environment),
                InstantSource.system());
    }

    // Java 17 would write the characters of the locale, and so no tick and no dash under a locale of "C".
    private static PrintStream stream(FileDescriptor file, boolean flushLines) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(file), BUFFER), flushLines, StandardCharsets.UTF_8);
    }

    /** Returns the value of an environment variable; empty if it is not set. */
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Returns a path of the command line. */
    public Path path(String text) {
        return directory.resolve(text);
    }
}
