package org.bacalhau.cli.config;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.NodeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a setting is set to. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau config get Node.ServerAPI.Port"})
public final class ConfigGet implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "KEY", description = "The setting; case does not matter.")
    private String key = "";

    /** Creates the command. */
    public ConfigGet(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ConfigKey<?> found = Keys.find(key);
        session.out().println(NodeConfig.read(session.settings()).text(found));
        return ExitCode.OK.number();
    }
}
