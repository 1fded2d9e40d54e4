package org.bacalhau.core.requester;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.bacalhau.core.scheduler.NodeDirectory;
import org.bacalhau.core.store.NodeRecord;
import org.bacalhau.core.transport.NodeAnnouncement;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes there are, which may take part and which are heard. Confined to the requester's loop, except {@link #all}
 * and {@link #offer}, which any thread may read.
 */
final class NodeRegistry {
    private final EventLoop loop;
    private final Duration disconnectAfter;
    private final NodeDirectory directory;
    private final Listener listener;
    private final Map<NodeId, Contact> contacts = new HashMap<>();

    // What the directory holds, for readers on any thread.
    private final NavigableMap<NodeId, NodeState> shown = new ConcurrentSkipListMap<>();
    private volatile NetworkOffer offer = NetworkOffer.NOTHING_KNOWN;

    /** Is told what became of a node, on the loop. */
    interface Listener {
        /** The node is new, or offers something else; it is to be remembered. */
        void nodeRecorded(NodeRecord node);

        /** The node is new, offers something else, or its membership or connection has changed. */
        void nodeChanged(NodeState node);

        /** Work may be sent to the node that could not before. */
        void nodeBecameUseful(NodeState node);

        /** The node is no longer heard. */
        void nodeDisconnected(NodeState node);
    }

    NodeRegistry(EventLoop loop, Duration disconnectAfter, NodeDirectory directory, Listener listener) {
        this.loop = loop;
        this.disconnectAfter = disconnectAfter;
        this.directory = directory;
        this.listener = listener;
    }

    /** Returns all nodes in order of their ids. */
    List<NodeState> all() {
        return List.copyOf(shown.values());
    }

    /** Returns what the nodes offer together. */
    NetworkOffer offer() {
        return offer;
    }

    /** Takes over what is remembered; nobody is heard yet. */
    void restore(Collection<NodeRecord> records) {
        for (NodeRecord node : records) {
            put(new NodeState(node.info(), node.membership(), Connection.DISCONNECTED));
        }
        offer = NetworkOffer.of(shown.values());
    }

    /**
     * Takes over what is remembered of nodes while it went on hearing them: memberships and removals that could not be
     * stored have not happened, and what was heard and could not be stored is recorded now.
     */
    void reconcile(Collection<NodeRecord> records) {
        Map<NodeId, NodeRecord> stored = new HashMap<>();
        for (NodeRecord record : records) {
            stored.put(record.info().id(), record);
            @Nullable NodeState known = directory.get(record.info().id()).orElse(null);
            if (known == null) {
                put(new NodeState(record.info(), record.membership(), Connection.DISCONNECTED));
            } else if (known.membership() != record.membership()) {
                NodeState before = new NodeState(known.info(), record.membership(), known.connection());
                put(before);
                listener.nodeChanged(before);
            }
        }
        for (NodeState heard : all()) {
            @Nullable NodeRecord record = stored.get(heard.id());
            if (record == null || !sameOffer(record.info(), heard.info())) {
                listener.nodeRecorded(new NodeRecord(heard.info(), heard.membership()));
            }
        }
        offer = NetworkOffer.of(shown.values());
    }

    /**
     * Takes note of a sign of life.
     *
     * @param newNodeMembership the membership of a node that is not yet known
     * @return how the announcement relates to those before
     */
    Hearing hear(NodeAnnouncement announcement, Membership newNodeMembership) {
        NodeInfo info = announcement.info();
        Contact contact = contacts.computeIfAbsent(info.id(), any -> new Contact());
        boolean sameIncarnation = announcement.incarnation().equals(contact.incarnation);
        if (sameIncarnation && announcement.sequence() <= contact.sequence) {
            return Hearing.STALE;
        }
        contact.incarnation = announcement.incarnation();
        contact.sequence = announcement.sequence();
        contact.lastHeard = loop.instant();
        watch(info.id(), contact);

        @Nullable NodeState known = directory.get(info.id()).orElse(null);
        Membership membership = known == null ? newNodeMembership : known.membership();
        NodeState heard = new NodeState(info, membership, Connection.CONNECTED);
        put(heard);
        boolean changed = known == null || !sameOffer(known.info(), info);
        boolean reconnected = known == null || known.connection() == Connection.DISCONNECTED;
        if (changed) {
            offer = NetworkOffer.of(shown.values());
            listener.nodeRecorded(new NodeRecord(info, membership));
        }
        if (changed || reconnected) {
            listener.nodeChanged(heard);
            if (heard.isSchedulable()) {
                listener.nodeBecameUseful(heard);
            }
        }
        return reconnected || !sameIncarnation ? Hearing.FRESH : Hearing.REPEATED;
    }

    /** How an announcement relates to those before. */
    enum Hearing {
        /** A later one was heard already. */
        STALE,
        /** The first since the node started or was out of reach. */
        FRESH,
        /** One in a row. */
        REPEATED
    }

    private static boolean sameOffer(NodeInfo known, NodeInfo heard) {
        @Nullable ComputeInfo before = known.compute();
        @Nullable ComputeInfo after = heard.compute();
        boolean sameCompute = before == null || after == null ? Objects.equals(before, after) : before.sameOffer(after);
        return sameCompute
                && known.labels().equals(heard.labels())
                && known.version().equals(heard.version());
    }

    // One timer for each node: when it is due it either finds a younger sign of life and goes on, or disconnects.
    private void watch(NodeId node, Contact contact) {
        if (!contact.watched) {
            contact.watched = true;
            contact.timer = loop.schedule(disconnectAfter, () -> checkSilence(node, contact));
        }
    }

    private void checkSilence(NodeId node, Contact contact) {
        Duration silence = Duration.between(contact.lastHeard, loop.instant());
        if (silence.compareTo(disconnectAfter) < 0 && !silence.isNegative()) {
            contact.timer = loop.schedule(disconnectAfter.minus(silence), () -> checkSilence(node, contact));
        } else {
            contact.watched = false;
            disconnect(node);
        }
    }

    /** Takes note that a node is out of reach. */
    void disconnect(NodeId node) {
        @Nullable NodeState known = directory.get(node).orElse(null);
        if (known == null || known.connection() == Connection.DISCONNECTED) {
            return;
        }
        NodeState gone = new NodeState(known.info(), known.membership(), Connection.DISCONNECTED);
        put(gone);
        listener.nodeChanged(gone);
        listener.nodeDisconnected(gone);
    }

    /** Changes a node's membership. */
    NodeState setMembership(NodeState known, Membership membership) {
        NodeState changed = new NodeState(known.info(), membership, known.connection());
        put(changed);
        listener.nodeRecorded(new NodeRecord(changed.info(), membership));
        listener.nodeChanged(changed);
        if (changed.isSchedulable()) {
            listener.nodeBecameUseful(changed);
        }
        return changed;
    }

    /** Forgets a node. */
    void remove(NodeId node) {
        directory.remove(node);
        shown.remove(node);
        @Nullable Contact contact = contacts.remove(node);
        if (contact != null) {
            contact.timer.cancel();
        }
        offer = NetworkOffer.of(shown.values());
    }

    private void put(NodeState node) {
        directory.put(node, loop.instant());
        shown.put(node.id(), node);
    }

    private static final class Contact {
        private String incarnation = "";
        private long sequence;
        private Instant lastHeard = Instant.EPOCH;
        private boolean watched;
        private Timer timer = Timer.NONE;
    }
}
