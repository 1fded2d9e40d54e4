package org.bacalhau.cli.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.ValueOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows who this user is to nodes, and which node is talked to. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau id --output yaml"})
public final class Identity implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ValueOptions output = new ValueOptions();

    /** Creates the command. */
    public Identity(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, String> value = new LinkedHashMap<>();
        value.put("ID", session.client().agent().node().id());
        value.put("ClientID", session.key().clientId());
        output.print(session, value, ValueOptions.Format.JSON);
        return ExitCode.OK.number();
    }
}
