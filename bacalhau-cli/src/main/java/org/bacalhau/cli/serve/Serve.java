package org.bacalhau.cli.serve;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.launch.Shutdown;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.config.ComputeKeys;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.NodeKeys;
import org.bacalhau.node.config.ServerKeys;
import org.bacalhau.node.serve.NodeServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Runs a node until a signal ends it. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "Every flag is a setting that may also stand in the environment or in config.yaml; see \"bacalhau config list\".",
            "",
            "  bacalhau serve",
            "  bacalhau serve --port 0 --data-dir /tmp/node --labels zone=eu,disk=ssd",
            "  bacalhau serve --limit-total-cpu 4 --limit-total-memory 8GiB --allow-listed-local-paths '/data/**:ro'"
        })
public final class Serve implements Callable<Integer> {
    // Above what requests and programs are given: for stores and the rest.
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Session session;
    private final CommandSpec spec;
    private final SettingFlags flags;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A file with settings, instead of config.yaml in the data directory.")
    private String file = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any other setting. May be given several times.")
    private List<String> further = List.of();

    private Serve(Session session) {
        this.session = session;
        this.spec = CommandSpec.forAnnotatedObject(this);
        this.flags = SettingFlags.addTo(spec, SettingFlag.SERVE);
    }

    /** Creates the command. */
    public static CommandSpec command(Session session) {
        return new Serve(session).spec;
    }

    @Override
    public Integer call() {
        NodeConfig config = NodeConfig.read(sources());
        Shutdown shutdown = session.shutdown(config.get(ServerKeys.DRAIN)
                .plus(config.get(ComputeKeys.STOP_GRACE))
                .plus(CLOSING));
        try (NodeServer server = NodeServer.open(config)) {
            server.start();
            String exports = ClientExports.of(server, config);
            try (ClientExports written =
                    ClientExports.write(server.dataDirectory().resolve(ClientExports.FILE_NAME), exports)) {
                tellReady(server, config, exports);
                shutdown.await();
            }
            session.err().println("Stopping.");
        }
        return ExitCode.OK.number();
    }

    private ConfigSources sources() {
        ConfigSources sources = flags.applyTo(session.settings(), session);
        if (!file.isEmpty()) {
            sources = sources.withFile(session.surroundings().path(file));
        }
        for (String setting : further) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw BacalhauException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "--set \"" + setting + "\": there is no value",
                        "write KEY=VALUE, such as Node.Requester.ManualNodeApproval=true");
            }
            sources = sources.withFlag(
                    setting.substring(0, equals), ConfigValue.of(setting.substring(equals + 1)), "--set");
        }
        return sources;
    }

    private void tellReady(NodeServer server, NodeConfig config, String exports) {
        session.out()
                .println("Node " + server.node().id().value() + " (" + config.text(NodeKeys.TYPE) + ") is ready: "
                        + server.uri());
        session.out().flush();
        session.err().println();
        session.err()
                .println("For clients in another shell, type this, or \". "
                        + server.dataDirectory().resolve(ClientExports.FILE_NAME) + "\":");
        session.err().print(exports);
    }
}
