package org.bacalhau.client;

import com.google.common.base.Suppliers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.runtime.Backoff;
import org.jspecify.annotations.Nullable;

/** Talks to one node. Immutable and safe for any thread; see the package for what all its methods have in common. */
public final class BacalhauClient implements AutoCloseable {
    private final ClientParts parts;
    private final Jobs jobs;
    private final Results results;
    private final Nodes nodes;
    private final Agent agent;
    private final Login login;

    private BacalhauClient(ClientSettings settings) {
        parts = new ClientParts(settings);
        jobs = new Jobs(parts);
        results = new Results(parts);
        nodes = new Nodes(parts);
        agent = new Agent(parts);
        login = new Login(parts);
    }

    /**
     * Starts a client of the node at {@code base}.
     *
     * @param base scheme {@code http} or {@code https}, host and port, such as {@code http://localhost:1234}
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it is not such an address
     */
    public static Builder builder(URI base) {
        return new Builder(base);
    }

    /** Returns what can be done with jobs. */
    public Jobs jobs() {
        return jobs;
    }

    /** Returns what can be done with results of jobs. */
    public Results results() {
        return results;
    }

    /** Returns what can be done with nodes of the network. */
    public Nodes nodes() {
        return nodes;
    }

    /** Returns what the node says about itself. */
    public Agent agent() {
        return agent;
    }

    /** Returns what can be done about tokens. */
    public Login login() {
        return login;
    }

    /** Ends what is under way, and gives connections and threads back. May be called any number of times. */
    @Override
    public void close() {
        parts.close();
    }

    /** Collects settings. Not safe for use by several threads. */
    public static final class Builder {
        private final URI base;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration requestTimeout = Duration.ofSeconds(60);
        private Duration idleTimeout = Duration.ofSeconds(60);
        private Backoff retries = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), 4);
        private int concurrentCalls = 64;
        private int waitingCalls = 10_000;
        private TokenStore tokens = TokenStore.inMemory();
        private @Nullable Supplier<ClientKey> key;
        private @Nullable AskHandler questions;
        private Trust trust = Trust.OF_THE_JDK;

        private Builder(URI base) {
            String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
            boolean sound = (scheme.equals("http") || scheme.equals("https"))
                    && base.getHost() != null
                    && base.getRawQuery() == null
                    && base.getRawFragment() == null
                    && base.getRawUserInfo() == null;
            if (!sound) {
                throw BacalhauException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "\"" + base + "\" is not the address of a node",
                        "use an address such as http://localhost:1234");
            }
            this.base = URI.create(base.toString().replaceAll("/+$", ""));
        }

        /** Sets the longest time to connect; 10 seconds unless said. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = positive(value);
            return this;
        }

        /** Sets the longest time for one try of one call; a minute unless said. */
        public Builder requestTimeout(Duration value) {
            requestTimeout = positive(value);
            return this;
        }

        /**
         * Sets the longest pause within a download; a minute unless said. A log may pause for longer, but then the node is
         * asked each time whether the execution still runs.
         */
        public Builder idleTimeout(Duration value) {
            idleTimeout = positive(value);
            return this;
        }

        /** Sets how often to try; 4 times with pauses from 0.2 to 5 seconds unless said. */
        public Builder retries(Backoff value) {
            retries = Objects.requireNonNull(value);
            return this;
        }

        /** Sets how many calls are under way at a time, at least 1; 64 unless said. */
        public Builder concurrentCalls(int value) {
            concurrentCalls = atLeastOne(value);
            return this;
        }

        /** Sets how many further calls may wait for those, at least 1; 10,000 unless said. More are refused. */
        public Builder waitingCalls(int value) {
            waitingCalls = atLeastOne(value);
            return this;
        }

        /** Sets where tokens are kept; in memory unless said. */
        public Builder tokens(TokenStore value) {
            tokens = Objects.requireNonNull(value);
            return this;
        }

        /** Lets the client log in with a key. */
        public Builder key(ClientKey value) {
            Objects.requireNonNull(value);
            return key(() -> value);
        }

        /** Lets the client log in with a key that is asked for at the first login, on a thread of the client. */
        public Builder key(Supplier<ClientKey> value) {
            key = Suppliers.memoize(value::get);
            return this;
        }

        /** Lets the client log in by answering questions. */
        public Builder questions(AskHandler value) {
            questions = value;
            return this;
        }

        /**
         * Trusts nodes whose certificates these have signed, instead of those that the JDK trusts.
         *
         * @param pem a file with certificates
         * @throws BacalhauException {@code INVALID_ARGUMENT} if it holds none
         */
        public Builder trustedCertificates(Path pem) {
            trust = Trust.ofCertificates(pem);
            return this;
        }

        /** Trusts whoever answers at the node's address. Tokens and results can then be stolen on the way. */
        public Builder trustAnybody() {
            trust = Trust.OF_ANYBODY;
            return this;
        }

        private static Duration positive(Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException("a time-out of " + value);
            }
            return value;
        }

        private static int atLeastOne(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("at least 1 is needed, not " + value);
            }
            return value;
        }

        /** Builds the client. It connects with its first call. */
        public BacalhauClient build() {
            return new BacalhauClient(new ClientSettings(
                    base,
                    connectTimeout,
                    requestTimeout,
                    idleTimeout,
                    retries,
                    concurrentCalls,
                    waitingCalls,
                    tokens,
                    key,
                    questions,
                    trust));
        }
    }
}
