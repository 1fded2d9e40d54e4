package org.bacalhau.cli.launch;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Runs one command line. For one thread. */
public final class CommandRunner {
    private static final int NARROWEST_HELP = 60;
    private static final int WIDEST_HELP = 100;

    /** The command that tells of all others, with all their flags. */
    private static final String NEEDS_WHOLE_TREE = "completion";

    private final List<CommandEntry> entries;
    private final Surroundings surroundings;

    /** Creates a runner of these commands. */
    public CommandRunner(List<CommandEntry> entries, Surroundings surroundings) {
        this.entries = List.copyOf(entries);
        this.surroundings = surroundings;
    }

    /** Runs a command line to its end, and returns the exit code. Everything is written when this returns. */
    public int run(String... arguments) {
        Set<String> words = new HashSet<>(Arrays.asList(arguments));
        if (words.contains(NEEDS_WHOLE_TREE)) {
            entries.forEach(entry -> entry.addNames(words));
        }
        Session session = new Session(surroundings);
        int code = ExitCode.INTERNAL.number();
        try (session) {
            code = commandLine(session, words).execute(arguments);
            return code;
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
            session.ended(code);
        }
    }

    /**
     * Returns the tree of commands.
     *
     * @param words the words of the command line; only commands named there are built as a whole
     */
    CommandLine commandLine(Session session, Set<String> words) {
        CommandSpec root = CommandEntry.groupOf(session);
        root.name("bacalhau");
        root.usageMessage()
                .description("Runs jobs where the data is: on a network of nodes, or on one of your own.")
                .footer("", "\"bacalhau COMMAND --help\" tells more. Exit codes: \"bacalhau help exit-codes\".");
        root.addMixin("global", CommandSpec.forAnnotatedObject(session.options()));
        entries.forEach(entry -> root.addSubcommand(entry.name(), entry.build(session, words)));
        return configured(new CommandLine(root));
    }

    private CommandLine configured(CommandLine line) {
        ErrorRenderer errors = new ErrorRenderer(surroundings);
        boolean colour = surroundings.terminal().outputColour();
        int columns = surroundings.terminal().outputColumns();
        line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(columns == 0 ? WIDEST_HELP : Math.max(NARROWEST_HELP, Math.min(WIDEST_HELP, columns)));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOverwrittenOptionsAllowed(true);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler((mistake, arguments) -> errors.usage(mistake));
        line.setExecutionExceptionHandler((thrown, command, result) -> errors.failure(thrown));
        hideGlobalOptions(line);
        return line;
    }

    /** Help of a command shows its own options; those that all have are in the help of the whole. */
    private static void hideGlobalOptions(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> {
                List<OptionSpec> own = help.commandSpec().options().stream()
                        .filter(option -> !option.inherited() && !option.hidden())
                        .toList();
                return help.optionListExcludingGroups(own);
            });
            command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
            hideGlobalOptions(command);
        }
    }
}
