package org.bacalhau.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import org.bacalhau.cli.launch.CommandRunner;
import org.bacalhau.cli.launch.Surroundings;
import org.bacalhau.cli.launch.Terminal;

/**
 * Runs commands as they are usually run, so that Java can archive the classes which they load; the launcher then starts
 * from the archive. Prints nothing and leaves nothing behind.
 */
public final class ClassDataTraining {
    /** A module that exports memory and a function {@code _start} that does nothing. */
    private static final String MODULE = "0061736d01000000010401600000030201000503010001071302066d656d6f727902"
            + "00065f73746172740000" + "0a040102000b" + "000a046e616d650203010000";

    private ClassDataTraining() {}

    /** Runs the commands, and ends. */
    public static void main(String[] arguments) throws IOException {
        Path module = Files.createTempFile("bacalhau-training-", ".wasm");
        try {
            Files.write(module, HexFormat.of().parseHex(MODULE));
            run("version", "--client");
            run("job", "list", "--help");
            run("--embedded", "wasm", "run", module.toString());
            run("--embedded", "job", "list");
            run("--embedded", "job", "list", "--output", "json");
            run("--embedded", "node", "list");
            run("docker", "run", "--dry-run", "ubuntu:22.04", "date");
        } finally {
            Files.delete(module);
        }
        System.exit(0);
    }

    private static void run(String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                Map.of(),
                Path.of("").toAbsolutePath(),
                Terminal.NONE,
                InstantSource.system());
        new CommandRunner(Commands.ALL, surroundings).run(arguments);
    }
}
