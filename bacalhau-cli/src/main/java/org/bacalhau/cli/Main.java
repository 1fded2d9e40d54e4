package org.bacalhau.cli;

import org.bacalhau.cli.launch.CommandRunner;
import org.bacalhau.cli.launch.Surroundings;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Runs a command line, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandRunner(Commands.ALL, Surroundings.ofProcess()).run(arguments));
    }
}
