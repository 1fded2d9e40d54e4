package org.bacalhau.cli.agent;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.ValueOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how the node lets users in. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau auth info"})
public final class AuthInfo implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ValueOptions output = new ValueOptions();

    /** Creates the command. */
    public AuthInfo(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        output.print(session, session.client().login().methods().methods(), ValueOptions.Format.YAML);
        return ExitCode.OK.number();
    }
}
