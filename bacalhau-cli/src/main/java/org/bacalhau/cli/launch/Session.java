package org.bacalhau.cli.launch;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.ClientKey;
import org.bacalhau.client.TokenStore;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.storage.local.AllowedPath;
import org.jspecify.annotations.Nullable;

/** One run of one command: what is around it, and what it shares with all others. For one thread. */
public final class Session implements AutoCloseable {
    // Somebody waits in front of the screen: two more tries, at once.
    private static final Backoff RETRIES = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 3);

    private final Surroundings surroundings;
    private final GlobalOptions options = new GlobalOptions();
    private final Set<String> notices = new HashSet<>(); // one for each option of the command at most
    private List<AllowedPath> readable = List.of();
    private @Nullable EmbeddedNode node;
    private @Nullable BacalhauClient client;
    private @Nullable Shutdown shutdown;

    /** Begins a session. */
    public Session(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Returns the process around the command. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** Returns where data goes. */
    public PrintStream out() {
        return surroundings.out();
    }

    /** Returns where everything else goes. */
    public PrintStream err() {
        return surroundings.err();
    }

    /** Returns the terminal. */
    public Terminal terminal() {
        return surroundings.terminal();
    }

    GlobalOptions options() {
        return options;
    }

    /** Returns the directory with keys, tokens and settings. It need not exist. */
    public Path repository() {
        return settings().dataDirectory();
    }

    /** Returns where settings are read from: environment, file, and the directory that the options name. */
    public ConfigSources settings() {
        return Endpoint.sources(options, surroundings);
    }

    /** Returns the user's key, making one if there is none. */
    public ClientKey key() {
        return ClientKey.readOrCreate(Endpoint.of(options, surroundings).key());
    }

    /** Returns the address of the node that the options name, which need not be there. */
    public URI address() {
        return Endpoint.of(options, surroundings).base();
    }

    /** Has a signal end the command in good order, within a time limit. Once in a session. */
    public Shutdown shutdown(Duration limit) {
        shutdown = Shutdown.on(limit, err());
        return shutdown;
    }

    /** Takes notice that the command has ended and that everything is written. */
    void ended(int code) {
        if (shutdown != null) {
            shutdown.ended(code);
        }
    }

    /** Says something to the user once, however often it is asked to. */
    public void notice(String text) {
        if (notices.add(text)) {
            err().println("Note: " + text);
        }
    }

    /** Tells whether the node that is talked to ends with this command. */
    public boolean isEmbedded() {
        return options.embedded;
    }

    /** Lets jobs of a node inside this command use these files and directories. Comes before the client. */
    public void allow(List<AllowedPath> paths) {
        readable = List.copyOf(paths);
    }

    /** Returns the client of the node that the options name. It is closed with the session. */
    public BacalhauClient client() {
        if (client == null) {
            client = connect(Endpoint.of(options, surroundings));
        }
        return client;
    }

    private BacalhauClient connect(Endpoint endpoint) {
        if (options.embedded) {
            node = EmbeddedNode.start(readable);
            return BacalhauClient.builder(node.uri()).tokens(node.tokens()).build();
        }
        BacalhauClient.Builder builder = BacalhauClient.builder(endpoint.base())
                .retries(RETRIES)
                .key(this::key)
                .questions(new Questions(surroundings))
                .tokens(TokenStore.file(endpoint.tokens()));
        if (endpoint.certificates() != null) {
            builder.trustedCertificates(endpoint.certificates());
        }
        if (endpoint.trustsAnybody()) {
            builder.trustAnybody();
        }
        return builder.build();
    }

    @Override
    public void close() {
        out().flush();
        err().flush();
        if (client != null) {
            client.close();
        }
        if (node != null) {
            node.close();
        }
    }
}
