package org.bacalhau.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.client.api.ApiNodeState;
import org.bacalhau.client.api.GetNodeResponse;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.ListNodesResponse;
import org.bacalhau.client.api.NodeActionRequest;
import org.bacalhau.client.api.NodeActionResponse;
import org.bacalhau.core.model.Failure;

/**
 * What a client can do with the nodes of a network. Safe for any thread. An id may be shortened as long as it fits one
 * node only; methods fail with {@code NOT_FOUND} or {@code AMBIGUOUS_ID} otherwise.
 */
public final class Nodes {
    private final ClientParts parts;

    Nodes(ClientParts parts) {
        this.parts = parts;
    }

    /** Returns the nodes that the requester knows. */
    public List<ApiNodeState> list(NodeSelection selection) {
        return Futures.await(listAsync(selection));
    }

    /** Returns the nodes that the requester knows. */
    public CompletableFuture<List<ApiNodeState>> listAsync(NodeSelection selection) {
        return Futures.map(
                parts.calls().send(selection.call()),
                answer -> Json.read(answer.body(), ListNodesResponse.class).nodes());
    }

    /** Returns a node. */
    public ApiNodeState get(String id) {
        return Futures.await(getAsync(id));
    }

    /** Returns a node. */
    public CompletableFuture<ApiNodeState> getAsync(String id) {
        return Futures.map(
                parts.calls().send(ApiCall.get("orchestrator", "nodes", ApiCall.id("node", id))),
                answer -> Json.read(answer.body(), GetNodeResponse.class).node());
    }

    /** Lets a node take part; see {@link #approveAsync}. */
    public void approve(String id, String message) {
        Futures.await(approveAsync(id, message));
    }

    /**
     * Lets a node take part.
     *
     * @param message why, for the requester's log
     * @return fails with {@code CONFLICT} if it does already
     */
    public CompletableFuture<Void> approveAsync(String id, String message) {
        return act(NodeActionRequest.APPROVE, id, message);
    }

    /** Gives a node no more work; see {@link #rejectAsync}. */
    public void reject(String id, String message) {
        Futures.await(rejectAsync(id, message));
    }

    /**
     * Gives a node no more work.
     *
     * @param message why, for the requester's log
     * @return fails with {@code CONFLICT} if that is so already
     */
    public CompletableFuture<Void> rejectAsync(String id, String message) {
        return act(NodeActionRequest.REJECT, id, message);
    }

    /** Forgets a node; see {@link #deleteAsync}. */
    public void delete(String id, String message) {
        Futures.await(deleteAsync(id, message));
    }

    /**
     * Forgets a node. It comes back when it announces itself again.
     *
     * @param message why, for the requester's log
     */
    public CompletableFuture<Void> deleteAsync(String id, String message) {
        return act(NodeActionRequest.DELETE, id, message);
    }

    private CompletableFuture<Void> act(String action, String id, String message) {
        ApiCall call = ApiCall.change(
                "PUT", NodeActionRequest.of(action, id, message), "orchestrator", "nodes", ApiCall.id("node", id));
        return Futures.map(parts.calls().send(call), answer -> {
            NodeActionResponse response = Json.read(answer.body(), NodeActionResponse.class);
            if (!response.success()) {
                // The status is 200 all the same; only the text tells.
                throw new ApiException(
                        Failure.of(ApiErrors.codeOfText(response.error()), response.error(), ""),
                        answer.status(),
                        answer.requestId(),
                        List.of(),
                        null);
            }
            return null;
        });
    }
}
