package org.bacalhau.cli.launch;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bacalhau.node.config.NearestName;
import picocli.CommandLine.Model.CommandSpec;

/** Guesses what somebody meant who mistyped a flag or a command. Stateless. */
final class Suggestions {
    private static final int MOST_CHANGES = 3;

    private Suggestions() {}

    /** Returns the nearest visible flag, or command if it looks like one; empty if none is near. */
    static Optional<String> near(String word, CommandSpec command) {
        String typed = word.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
        Stream<String> names = typed.startsWith("-")
                ? command.options().stream()
                        .filter(option -> !option.hidden())
                        .flatMap(option -> Stream.of(option.names()))
                : command.subcommands().entrySet().stream()
                        .filter(entry -> !entry.getValue()
                                .getCommandSpec()
                                .usageMessage()
                                .hidden())
                        .map(Map.Entry::getKey);
        int most = Math.min(MOST_CHANGES, (typed.replace("-", "").length() + 1) / 2);
        return NearestName.within(most, typed, names.toList());
    }
}
