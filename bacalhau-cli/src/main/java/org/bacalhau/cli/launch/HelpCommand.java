package org.bacalhau.cli.launch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints the help of a command, or the exit codes. */
@Command(footer = {"", "  bacalhau help docker run", "  bacalhau help exit-codes"})
public final class HelpCommand implements Callable<Integer> {
    private static final String EXIT_CODES = "exit-codes";

    private final Session session;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Command, or exit-codes.")
    private List<String> words = new ArrayList<>();

    /** Creates the command. */
    public HelpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (words.equals(List.of(EXIT_CODES))) {
            Arrays.stream(ExitCode.values())
                    .forEach(code -> session.out().printf("%4d  %s%n", code.number(), code.meaning()));
            session.out()
                    .println(
                            "\nA command that waited for a job, or followed it, ends with the exit code of the job's own"
                                    + " program\nif that is another than 0.");
            return ExitCode.OK.number();
        }
        CommandLine command = Objects.requireNonNull(spec).root().commandLine();
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(word));
            }
            command = next;
        }
        command.usage(session.out());
        return ExitCode.OK.number();
    }
}
