package org.bacalhau.core.transport;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Connects nodes in one JVM: a call to a port is a call to the other node's endpoint. Safe for any thread.
 *
 * <p>Give the same instance to each node. Nothing is lost, doubled or delayed; a message to a node that is not there
 * fails at once with {@code UNAVAILABLE}. A requester that comes late is told what each compute node announced last.
 * Endpoints are called by the thread that sends, and never under a lock.
 */
public final class LocalTransport implements Transport {
    private final ConcurrentMap<NodeId, LocalRequester> requesters = new ConcurrentHashMap<>();
    private final ConcurrentMap<NodeId, LocalCompute> computes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    @Override
    public RequesterPort openRequester(NodeId self, RequesterEndpoint endpoint) {
        LocalRequester requester = new LocalRequester(this, self, endpoint);
        register(requesters, self, requester, "requester");
        computes.values().forEach(compute -> compute.repeatAnnouncementTo(requester));
        return requester;
    }

    @Override
    public ComputePort openCompute(NodeId self, ComputeEndpoint endpoint) {
        LocalCompute compute = new LocalCompute(this, self, endpoint);
        register(computes, self, compute, "compute node");
        return compute;
    }

    private <P extends AutoCloseable> void register(ConcurrentMap<NodeId, P> ports, NodeId self, P port, String role) {
        if (ports.putIfAbsent(self, port) != null) {
            throw new IllegalStateException(self + " takes part as a " + role + " already");
        }
        // Looked at after registering: whoever closes either sees this port or was seen here.
        if (closed) {
            ports.remove(self, port);
            throw BacalhauException.of(ErrorCode.UNAVAILABLE, "transport is closed", "open another transport");
        }
    }

    @Nullable
    LocalRequester requester(NodeId node) {
        return requesters.get(node);
    }

    @Nullable
    LocalCompute compute(NodeId node) {
        return computes.get(node);
    }

    Iterable<LocalRequester> requesters() {
        return requesters.values();
    }

    boolean remove(LocalRequester requester) {
        return requesters.remove(requester.self(), requester);
    }

    boolean remove(LocalCompute compute) {
        return computes.remove(compute.self(), compute);
    }

    /** Closes all ports: requesters are told that the compute nodes leave. */
    @Override
    public void close() {
        closed = true;
        computes.values().forEach(LocalCompute::close);
        requesters.values().forEach(LocalRequester::close);
    }
}
