package org.bacalhau.client;

import java.util.concurrent.CompletableFuture;
import org.bacalhau.client.api.AliveResponse;
import org.bacalhau.client.api.ApiBuildVersion;
import org.bacalhau.client.api.ApiNodeState;
import org.bacalhau.client.api.Json;

/** What a node says about itself. Safe for any thread. */
public final class Agent {
    private final ClientParts parts;

    Agent(ClientParts parts) {
        this.parts = parts;
    }

    /** Tells whether the node says that it is alive; fails if it says nothing. */
    public boolean alive() {
        return Futures.await(aliveAsync());
    }

    /** Tells whether the node says that it is alive; fails if it says nothing. */
    public CompletableFuture<Boolean> aliveAsync() {
        return Futures.map(
                read("alive", AliveResponse.class), alive -> alive.status().equals(AliveResponse.OK));
    }

    /** Returns which software the node runs. */
    public ApiBuildVersion version() {
        return Futures.await(versionAsync());
    }

    /** Returns which software the node runs. */
    public CompletableFuture<ApiBuildVersion> versionAsync() {
        return read("version", ApiBuildVersion.class);
    }

    /** Returns the node as it sees itself. */
    public ApiNodeState node() {
        return Futures.await(nodeAsync());
    }

    /** Returns the node as it sees itself. */
    public CompletableFuture<ApiNodeState> nodeAsync() {
        return read("node", ApiNodeState.class);
    }

    private <T> CompletableFuture<T> read(String what, Class<T> type) {
        return Futures.map(parts.calls().send(ApiCall.get("agent", what)), answer -> Json.read(answer.body(), type));
    }
}
