package org.bacalhau.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.bacalhau.core.runtime.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * How a client behaves. Immutable.
 *
 * @param base the node's address, without a slash at the end
 * @param connectTimeout longest time to connect
 * @param requestTimeout longest time for one try of one call, from connecting to the whole answer
 * @param idleTimeout longest pause within a download, and within a log until the node is asked whether it goes on
 * @param retries how often to try, and the pauses between
 * @param concurrentCalls how many calls are under way at a time
 * @param waitingCalls how many further calls may wait for that
 * @param tokens where tokens are kept
 * @param key gives the key that signs challenges; null for none
 * @param questions answers questions; null for none
 * @param trust who is trusted to be the node
 */
record ClientSettings(
        URI base,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration idleTimeout,
        Backoff retries,
        int concurrentCalls,
        int waitingCalls,
        TokenStore tokens,
        @Nullable Supplier<ClientKey> key,
        @Nullable AskHandler questions,
        Trust trust) {
    ClientSettings {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(requestTimeout, "requestTimeout");
        Objects.requireNonNull(idleTimeout, "idleTimeout");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(trust, "trust");
    }
}
