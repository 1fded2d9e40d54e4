package org.bacalhau.cli.completion;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The script for fish: one line for each command and flag, with the words before it as its condition. For one thread. */
final class FishScript {
    private static final String FUNCTIONS = """
            # Completes the commands and flags of %1$s.
            function __%1$s_words
                for word in (commandline -opc)[2..-1]
                    string match -q -- '-*' $word; or echo $word
                end
            end
            function __%1$s_at
                set -l words (__%1$s_words)
                test "$words" = "$argv"
            end
            function __%1$s_in
                set -l words (__%1$s_words)
                string match -q -- "$argv *" "$words "
            end
            """;

    private final String name;
    private final CommandLine root;
    private final boolean described;
    private final StringBuilder text = new StringBuilder();

    FishScript(CommandLine root, boolean described) {
        this.name = root.getCommandName();
        this.root = root;
        this.described = described;
    }

    String text() {
        text.append(FUNCTIONS.formatted(name));
        text.append("complete -c ").append(name).append(" -e\n");
        root.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> option("", option));
        subcommands(root, "");
        return text.toString();
    }

    private void subcommands(CommandLine command, String words) {
        command.getSubcommands().forEach((word, sub) -> {
            if (sub.getCommandSpec().usageMessage().hidden()) {
                return;
            }
            String condition = " -n " + quoted("__" + name + "_at" + words);
            text.append("complete -c ")
                    .append(name)
                    .append(condition)
                    .append(" -f -a ")
                    .append(quoted(word));
            describe(sub.getCommandSpec().usageMessage().description());
            String inside = words + " " + word;
            for (OptionSpec option : sub.getCommandSpec().options()) {
                if (!option.hidden() && !option.inherited()) {
                    option(" -n " + quoted("__" + name + "_in" + inside), option);
                }
            }
            subcommands(sub, inside);
        });
    }

    private void option(String condition, OptionSpec option) {
        text.append("complete -c ").append(name).append(condition);
        for (String each : option.names()) {
            text.append(each.startsWith("--") ? " -l " : " -s ").append(each.replaceFirst("^-+", ""));
        }
        List<String> values = new ArrayList<>();
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(values::add);
        }
        if (option.arity().min() > 0) {
            text.append(values.isEmpty() ? " -r" : " -x -a " + quoted(String.join(" ", values)));
        }
        describe(option.description());
    }

    private void describe(String... lines) {
        if (described && lines.length > 0) {
            text.append(" -d ").append(quoted(lines[0]));
        }
        text.append('\n');
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
