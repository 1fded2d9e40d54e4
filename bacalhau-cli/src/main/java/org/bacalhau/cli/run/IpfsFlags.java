package org.bacalhau.cli.run;

import java.util.ArrayList;
import java.util.List;
import org.bacalhau.cli.launch.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags about the original's own IPFS node. Here nodes reach IPFS themselves, by their own settings, so these are accepted
 * and have no effect. Filled in by picocli.
 */
public final class IpfsFlags {
    @Option(names = "--ipfs-connect", hidden = true, description = "Has no effect.")
    private @Nullable String connect;

    @Option(names = "--ipfs-serve-path", hidden = true, description = "Has no effect.")
    private @Nullable String servePath;

    @Option(
            names = {"--ipfs-swarm-addrs", "--ipfs-swarm-addr"},
            split = ",",
            hidden = true,
            description = "Has no effect.")
    private List<String> swarmAddresses = new ArrayList<>();

    @Option(names = "--ipfs-swarm-key", hidden = true, description = "Has no effect.")
    private @Nullable String swarmKey;

    @Option(names = "--ipfs-profile", hidden = true, description = "Has no effect.")
    private @Nullable String profile;

    @Option(
            names = {"--ipfs-swarm-listen-addresses", "--ipfs-gateway-listen-addresses", "--ipfs-api-listen-addresses"},
            split = ",",
            hidden = true,
            description = "Has no effect.")
    private List<String> listenAddresses = new ArrayList<>();

    @Option(
            names = "--private-internal-ipfs",
            arity = "0..1",
            fallbackValue = "true",
            hidden = true,
            description = "Has no effect.")
    private @Nullable Boolean privateNode;

    /** Says of each flag that was given that it has no effect. */
    public void sayWhatIsOld(Session session) {
        say(session, "--ipfs-connect", connect != null);
        say(session, "--ipfs-serve-path", servePath != null);
        say(session, "--ipfs-swarm-addrs", !swarmAddresses.isEmpty());
        say(session, "--ipfs-swarm-key", swarmKey != null);
        say(session, "--ipfs-profile", profile != null);
        say(session, "--ipfs-…-listen-addresses", !listenAddresses.isEmpty());
        say(session, "--private-internal-ipfs", privateNode != null);
    }

    private static void say(Session session, String flag, boolean given) {
        if (given) {
            session.notice(flag + " has no effect: nodes reach IPFS by their own settings");
        }
    }
}
