package org.bacalhau.cli.config;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.ConfigKeys;
import org.bacalhau.node.config.ConfigValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the defaults of all settings, as a file with settings. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau config default > config.yaml"})
public final class ConfigDefault implements Callable<Integer> {
    private final Session session;

    @Option(names = "--path", paramLabel = "DIR", description = "The data directory, in which default paths begin.")
    private String path = "";

    /** Creates the command. */
    public ConfigDefault(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path directory = path.isEmpty()
                ? session.repository()
                : session.surroundings().path(path).toAbsolutePath().normalize();
        ConfigDocument document = ConfigDocument.empty();
        ConfigKeys.all().stream()
                .filter(ConfigKey::isUsed)
                .forEach(key -> document.set(key.name(), value(key, directory)));
        session.out().print(document.text());
        return ExitCode.OK.number();
    }

    private static <T> ConfigValue value(ConfigKey<T> key, Path directory) {
        return key.type().write(key.defaultIn(directory));
    }
}
