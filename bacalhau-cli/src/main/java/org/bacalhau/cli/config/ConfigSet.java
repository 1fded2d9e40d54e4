package org.bacalhau.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.config.ConfigValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a setting to {@code config.yaml}. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "  bacalhau config set Node.ServerAPI.Port 4321",
            "  bacalhau config set Node.Type requester compute",
            "  bacalhau config set Node.Labels zone=eu disk=ssd"
        })
public final class ConfigSet implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "KEY", description = "The setting; case does not matter.")
    private String key = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "VALUE",
            description = "Its value; lists and maps take several.")
    private List<String> values = List.of();

    /** Creates the command. */
    public ConfigSet(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ConfigKey<?> found = Keys.find(key);
        ConfigSources sources = session.settings();
        ConfigValue value = Keys.value(found, values, sources.places());
        if (!found.isUsed()) {
            session.notice(found.name() + " has no effect: " + found.description());
        }
        Path file = sources.dataDirectory().resolve(ConfigSources.FILE_NAME);
        ConfigDocument document = ConfigDocument.read(file);
        document.set(found.name(), value);
        document.write(file);
        return ExitCode.OK.number();
    }
}
