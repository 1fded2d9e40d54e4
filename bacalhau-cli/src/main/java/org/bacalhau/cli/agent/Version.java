package org.bacalhau.cli.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.Column;
import org.bacalhau.cli.output.TableOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which software runs here and on the node. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau version", "  bacalhau version --client --output json"})
public final class Version implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Session session;

    @Option(
            names = "--client",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Ask no node.")
    private boolean clientOnly;

    @Mixin
    private TableOptions table = new TableOptions();

    /** Creates the command. */
    public Version(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        String client = ownVersion();
        String server = clientOnly ? "" : serverVersion();
        Map<String, String> value = new LinkedHashMap<>();
        value.put("clientVersion", client);
        List<Column<Map<String, String>>> columns = new ArrayList<>();
        columns.add(Column.of("client", row -> row.getOrDefault("clientVersion", "")));
        if (!server.isEmpty()) {
            value.put("serverVersion", server);
            columns.add(Column.of("server", row -> row.getOrDefault("serverVersion", "")));
        }
        table.print(session, columns, List.of(value), value);
        return ExitCode.OK.number();
    }

    private static String ownVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "v0.0.0-unpackaged" : "v" + version;
    }

    private String serverVersion() throws InterruptedException {
        try {
            return session.client()
                    .agent()
                    .versionAsync()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .gitVersion();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            session.err().println("Warning: the node does not tell its version: " + cause.getMessage());
        } catch (TimeoutException e) {
            session.err().println("Warning: the node has not told its version within " + PATIENCE.toSeconds() + " s");
        }
        return "";
    }
}
