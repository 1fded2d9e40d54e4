package org.bacalhau.core.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.transport.Transport.ComputePort;
import org.jspecify.annotations.Nullable;

/** A compute node in this JVM: its way out, and how others reach it. Safe for any thread. */
final class LocalCompute implements ComputePort {
    private final LocalTransport transport;
    private final NodeId self;
    private final ComputeEndpoint endpoint;
    private volatile @Nullable NodeAnnouncement lastAnnouncement;
    private volatile boolean closed;

    LocalCompute(LocalTransport transport, NodeId self, ComputeEndpoint endpoint) {
        this.transport = transport;
        this.self = self;
        this.endpoint = endpoint;
    }

    NodeId self() {
        return self;
    }

    ComputeEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public RequesterEndpoint requester(NodeId node) {
        return new Outbound(node);
    }

    // The announcement is kept before the requesters are looked up, and a new requester is registered before the
    // announcements are looked up: whichever comes first, the requester hears of this node.
    @Override
    public void announce(NodeAnnouncement announcement) {
        if (!announcement.info().id().equals(self)) {
            throw LocalCall.forged(self, announcement.info().id());
        }
        lastAnnouncement = announcement;
        transport.requesters().forEach(requester -> announceTo(requester, announcement));
    }

    /** Tells a requester that has just come what this node announced last, if anything. */
    void repeatAnnouncementTo(LocalRequester requester) {
        NodeAnnouncement last = lastAnnouncement;
        if (last != null) {
            announceTo(requester, last);
        }
    }

    private void announceTo(LocalRequester requester, NodeAnnouncement announcement) {
        if (closed) {
            return;
        }
        requester.endpoint().onAnnouncement(announcement);
        // Closed meanwhile: the departure may have come before the announcement, so it is told again.
        if (closed && transport.compute(self) == null) {
            requester.endpoint().onDeparture(self);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (transport.remove(this)) {
            transport.requesters().forEach(requester -> requester.endpoint().onDeparture(self));
        }
    }

    /** The way to one requester, whether it is there or not. */
    private final class Outbound implements RequesterEndpoint {
        private final NodeId node;

        private Outbound(NodeId node) {
            this.node = node;
        }

        private CompletionStage<Answer> send(NodeId from, Function<RequesterEndpoint, CompletionStage<Answer>> call) {
            if (closed) {
                return CompletableFuture.failedStage(LocalCall.portClosed(self));
            }
            if (!from.equals(self)) {
                return CompletableFuture.failedStage(LocalCall.forged(self, from));
            }
            LocalRequester requester = transport.requester(node);
            return requester == null
                    ? CompletableFuture.failedStage(LocalCall.notThere("requester", node))
                    : LocalCall.answer(() -> call.apply(requester.endpoint()));
        }

        @Override
        public CompletionStage<Answer> onBid(Bid message) {
            return send(message.from(), requester -> requester.onBid(message));
        }

        @Override
        public CompletionStage<Answer> onRunComplete(RunComplete message) {
            return send(message.from(), requester -> requester.onRunComplete(message));
        }

        @Override
        public CompletionStage<Answer> onFailure(ExecutionFailure message) {
            return send(message.from(), requester -> requester.onFailure(message));
        }

        @Override
        public void onAnnouncement(NodeAnnouncement message) {
            LocalRequester requester = transport.requester(node);
            if (requester != null && message.info().id().equals(self)) {
                announceTo(requester, message);
            }
        }

        @Override
        public void onDeparture(NodeId departed) {
            LocalRequester requester = transport.requester(node);
            if (requester != null && departed.equals(self) && !closed) {
                requester.endpoint().onDeparture(self);
            }
        }
    }
}
