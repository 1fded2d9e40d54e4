package org.bacalhau.cli.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.ConfigKeys;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.config.ConfigValue;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The flags of one command that stand for settings. For the thread that runs the command. */
final class SettingFlags {
    private final CommandSpec command;
    private final List<SettingFlag> flags;

    private SettingFlags(CommandSpec command, List<SettingFlag> flags) {
        this.command = command;
        this.flags = List.copyOf(flags);
    }

    /** Adds flags to a command; those whose setting has no effect are accepted, but not in its help. */
    static SettingFlags addTo(CommandSpec command, List<SettingFlag> flags) {
        flags.forEach(flag -> command.addOption(option(flag)));
        return new SettingFlags(command, flags);
    }

    private static OptionSpec option(SettingFlag flag) {
        ConfigKey<?> key = key(flag);
        OptionSpec.Builder option = OptionSpec.builder(flag.name())
                .description((key.description() + " (" + key.name() + ").").replace("%", "%%")) // picocli formats it
                .hidden(!key.isUsed());
        return switch (flag.form()) {
            case ONE -> option.type(String.class).arity("1").paramLabel("VALUE").build();
            case SWITCH ->
                option.type(String.class)
                        .arity("0..1")
                        .fallbackValue("true")
                        .paramLabel("BOOL")
                        .build();
            case SEVERAL ->
                option.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel("VALUE[,VALUE]")
                        .build();
        };
    }

    private static ConfigKey<?> key(SettingFlag flag) {
        return ConfigKeys.find(flag.key()).orElseThrow(() -> new IllegalStateException(flag + " has no key"));
    }

    /** Adds what the command line says; tells the user about flags that have no effect. */
    ConfigSources applyTo(ConfigSources sources, Session session) {
        ConfigSources all = sources;
        for (SettingFlag flag : flags) {
            List<String> given = command.findOption(flag.name()).stringValues();
            ConfigKey<?> key = key(flag);
            if (given.isEmpty()) {
                continue;
            }
            if (key.isUsed()) {
                all = all.withFlag(key.name(), value(flag, given), flag.name());
            } else {
                session.notice(flag.name() + " has no effect: " + key.description());
            }
        }
        return all;
    }

    private static ConfigValue value(SettingFlag flag, List<String> given) {
        if (flag.form() != SettingFlag.Form.SEVERAL) {
            return ConfigValue.of(given.get(given.size() - 1));
        }
        List<ConfigValue> items = new ArrayList<>();
        given.forEach(text -> Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .forEach(item -> items.add(ConfigValue.of(item))));
        return new ConfigValue.Items(items);
    }
}
