package org.bacalhau.client;

import java.util.concurrent.CompletableFuture;
import org.bacalhau.client.api.AuthMethods;

/**
 * Tokens. Safe for any thread. The client logs in by itself when a node refuses a call, once for each call; these methods
 * are for doing so beforehand, and for forgetting.
 */
public final class Login {
    private final ClientParts parts;

    Login(ClientParts parts) {
        this.parts = parts;
    }

    /** Returns the ways in which the node hands out tokens. */
    public AuthMethods methods() {
        return Futures.await(methodsAsync());
    }

    /** Returns the ways in which the node hands out tokens. */
    public CompletableFuture<AuthMethods> methodsAsync() {
        return parts.calls().methods();
    }

    /** Gets a new token; see {@link #renewAsync}. */
    public void renew() {
        Futures.await(renewAsync());
    }

    /**
     * Gets a new token, also if there is one, and keeps it.
     *
     * @return fails with {@code PERMISSION_DENIED} if the node refuses, or offers no way that the client can go
     */
    public CompletableFuture<Void> renewAsync() {
        Authentication calls = parts.calls();
        return Futures.map(calls.login(calls.token()).copy(), token -> null);
    }

    /** Forgets the token. */
    public void forget() {
        parts.calls().forget();
    }
}
