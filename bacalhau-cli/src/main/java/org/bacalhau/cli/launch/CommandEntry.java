package org.bacalhau.cli.launch;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * One command of the tree, or a group of them. Immutable.
 *
 * @param name the word that names it
 * @param description one line about it
 * @param command makes the command, an object with picocli's annotations or picocli's description of one; null for a
 *     group
 * @param entries the commands of a group
 * @param hidden whether help leaves it out
 */
public record CommandEntry(
        String name,
        String description,
        @Nullable Function<Session, Object> command,
        List<CommandEntry> entries,
        boolean hidden) {
    public CommandEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        entries = List.copyOf(entries);
    }

    /** Returns a command. */
    public static CommandEntry command(String name, String description, Function<Session, Object> command) {
        return new CommandEntry(name, description, command, List.of(), false);
    }

    /** Returns a group of commands. */
    public static CommandEntry group(String name, String description, CommandEntry... entries) {
        return new CommandEntry(name, description, null, List.of(entries), false);
    }

    /** Returns the same entry, left out of help. */
    public CommandEntry inSecret() {
        return new CommandEntry(name, description, command, entries, true);
    }

    /**
     * Builds the command for picocli. picocli can only run a command whose name is among the words of the command line, so
     * all others get a name and a description, for help and for suggestions, and cost nothing.
     */
    CommandSpec build(Session session, Set<String> words) {
        CommandSpec spec = words.contains(name) ? whole(session, words) : CommandSpec.create();
        spec.name(name);
        spec.usageMessage().description(description);
        spec.usageMessage().hidden(hidden);
        return spec;
    }

    /** Adds the names of this entry and of all below it. */
    void addNames(Set<String> names) {
        names.add(name);
        entries.forEach(entry -> entry.addNames(names));
    }

    private CommandSpec whole(Session session, Set<String> words) {
        if (command != null) {
            Object made = command.apply(session);
            return made instanceof CommandSpec spec ? spec : CommandSpec.forAnnotatedObject(made);
        }
        CommandSpec spec = groupOf(session);
        entries.forEach(entry -> spec.addSubcommand(entry.name(), entry.build(session, words)));
        return spec;
    }

    /** Returns a command that only prints help. */
    static CommandSpec groupOf(Session session) {
        return CommandSpec.forAnnotatedObject(new GroupHelp(session));
    }

    /** Prints the help of a group that was named without a command of it. */
    @picocli.CommandLine.Command(synopsisSubcommandLabel = "COMMAND")
    private static final class GroupHelp implements Callable<Integer> {
        private final Session session;

        @Spec
        private @Nullable CommandSpec spec;

        GroupHelp(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Objects.requireNonNull(spec).commandLine().usage(session.out());
            return ExitCode.OK.number();
        }
    }
}
