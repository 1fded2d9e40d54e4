package org.bacalhau.cli.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.launch.Shutdown;
import org.bacalhau.core.Role;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.NodeKeys;
import org.bacalhau.node.config.ServerKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Runs a network of nodes until a signal ends it (cli-config-auth.md §12). */
@Command(
        sortOptions = false,
        footer = {
            "",
            "Nodes are node-0, node-1 and so on, with the labels id, name and env=devstack. PREDICTABLE_API_PORT=1 lets them"
                    + " listen on 20000, 20001 and so on; KEEP_STACK=1 keeps their files; DEVSTACK_ENV_FILE names the file"
                    + " for clients.",
            "",
            "  bacalhau devstack",
            "  bacalhau devstack --Noop --hybrid-nodes 1 --requester-nodes 0 --compute-nodes 0 --first-port 1234",
            "  bacalhau devstack --nodes nodes.yaml"
        })
public final class Devstack implements Callable<Integer> {
    private static final int FIRST_PREDICTABLE_PORT = 20_000;
    private static final Duration CLOSING = Duration.ofSeconds(60);

    private final Session session;
    private final CommandSpec spec;
    private final SettingFlags flags;

    @Mixin
    private StackCounts counts = new StackCounts();

    @Mixin
    private StackLeftovers leftovers = new StackLeftovers();

    @Option(names = "--Noop", description = "Take jobs of all engines, and do nothing for them.")
    private boolean noop;

    @Option(names = "--first-port", paramLabel = "PORT", description = "Port of the first node; any unless said.")
    private String firstPort = "0";

    @Option(
            names = "--stack-repo",
            paramLabel = "DIR",
            description = "Where nodes keep everything, and find it again; a temporary directory unless said.")
    private String repo = "";

    private Devstack(Session session) {
        this.session = session;
        this.spec = CommandSpec.forAnnotatedObject(this);
        this.flags = SettingFlags.addTo(spec, SettingFlag.SHARED);
    }

    /** Creates the command. */
    public static CommandSpec command(Session session) {
        return new Devstack(session).spec;
    }

    @Override
    public Integer call() {
        leftovers.tell(session);
        List<StackNode> nodes = counts.nodes(session);
        Shutdown shutdown = session.shutdown(CLOSING);
        try (StackDirectory directory = directory();
                Stack stack = new Stack(noop)) {
            ConfigSources shared = flags.applyTo(
                    ConfigSources.of(java.util.Map.of(), session.surroundings().directory(), directory.path()),
                    session);
            for (int i = 0; i < nodes.size(); i++) {
                String name = "node-" + i;
                ConfigSources sources = shared.withDataDirectory(
                                directory.path().resolve(name))
                        .withFlag(
                                ServerKeys.PORT.name(), ConfigValue.of(port(i)), i == 0 ? "--first-port" : "devstack");
                stack.add(nodes.get(i).applyTo(sources, name));
            }
            Stack.Member door = door(stack);
            String exports = ClientExports.of(door.server(), door.config());
            Path file = exportsFile(directory);
            try (ClientExports written = ClientExports.write(file, exports)) {
                tellReady(stack, door, file, exports);
                shutdown.await();
            }
            session.err().println("Stopping.");
        }
        return ExitCode.OK.number();
    }

    private boolean isSet(String variable) {
        return !session.surroundings().variable(variable).isEmpty();
    }

    private StackDirectory directory() {
        return repo.isEmpty()
                ? StackDirectory.temporary(isSet("KEEP_STACK"))
                : new StackDirectory(session.surroundings().path(repo).toAbsolutePath(), true);
    }

    private String port(int index) {
        if (index == 0 && !firstPort.equals("0")) {
            return firstPort;
        }
        return isSet("PREDICTABLE_API_PORT") ? Integer.toString(FIRST_PREDICTABLE_PORT + index) : "0";
    }

    private Path exportsFile(StackDirectory directory) {
        String named = session.surroundings().variable("DEVSTACK_ENV_FILE");
        return named.isEmpty()
                ? directory.path().resolve(ClientExports.FILE_NAME)
                : session.surroundings().path(named);
    }

    private static Stack.Member door(Stack stack) {
        return stack.members().stream()
                .filter(member -> member.config().get(NodeKeys.TYPE).contains(Role.REQUESTER))
                .findFirst()
                .orElseThrow(() -> BacalhauException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "no node of the stack takes jobs",
                        "ask for one with --requester-nodes 1 or --hybrid-nodes 1"));
    }

    private void tellReady(Stack stack, Stack.Member door, Path file, String exports) {
        int size = stack.members().size();
        session.out()
                .println("Devstack of " + size + (size == 1 ? " node" : " nodes") + " is ready: "
                        + door.server().uri());
        session.out().flush();
        for (Stack.Member member : stack.members()) {
            session.err()
                    .println("  " + member.server().node().id().value() + " ("
                            + member.config().text(NodeKeys.TYPE) + ") "
                            + member.server().uri());
        }
        session.err().println();
        session.err().println("For clients in another shell, type this, or \". " + file + "\":");
        session.err().print(exports);
    }
}
