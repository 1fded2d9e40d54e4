package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.NodeState;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.Resources;
import org.jspecify.annotations.Nullable;

/**
 * Every node the requester knows: what it offers, how busy it is, since when it is not heard, and whether executions failed
 * on it lately. Confined to the requester's loop.
 */
public final class NodeDirectory {
    private final NavigableMap<NodeId, NodeState> states = new TreeMap<>();
    private final Map<NodeId, Slot> slotsById = new HashMap<>();
    private final List<Slot> slots = new ArrayList<>();
    private final Deque<Slot> freeSlots = new ArrayDeque<>();
    private final Map<NodeId, Reservation> reservationsOfUnknown = new HashMap<>();
    private final SchedulerConfig config;
    private final NodeLoads loads;
    private final FailureMemory failures = new FailureMemory();
    private int schedulable;
    private Instant schedulableSince = Instant.MIN;
    private long revision;

    /** Creates a directory without nodes. */
    public NodeDirectory(SchedulerConfig config) {
        this.config = config;
        loads = new NodeLoads(config.overSubscription());
    }

    /**
     * Adds a node, or takes over what has changed of one.
     *
     * @param state what is known of it now. If it carries the very {@link NodeInfo} object that was put before, only
     *     membership or connection have changed and its figures are no new report
     * @param now the time, from which a node that is not heard any more counts as silent
     */
    public void put(NodeState state, Instant now) {
        NodeId id = state.id();
        Slot slot = slotsById.get(id);
        if (slot == null) {
            slot = occupySlot(id);
        }
        @Nullable NodeState before = slot.state;
        slot.state = state;
        states.put(id, state);
        if (state.connection() == Connection.CONNECTED) {
            slot.disconnectedSince = null;
        } else if (slot.disconnectedSince == null) {
            slot.disconnectedSince = now;
        }
        int schedulableBefore = schedulable;
        schedulable += count(state) - count(before);
        if (schedulableBefore == 0 && schedulable > 0) {
            schedulableSince = now;
        }
        if (before == null || !isSameObject(before.info(), state.info())) {
            takeReport(slot, state.info().compute());
        }
        if (before == null || offersDiffer(before, state)) {
            slot.changedAt = ++revision;
        }
    }

    /** Forgets a node; its executions are lost. Does nothing if it is not known. */
    public void remove(NodeId id) {
        Slot slot = slotsById.remove(id);
        if (slot == null) {
            return;
        }
        schedulable -= count(states.remove(id));
        if (loads.reservations(slot.index) > 0) {
            reservationsOfUnknown.put(id, new Reservation(loads.reserved(slot.index), loads.reservations(slot.index)));
        }
        slot.state = null;
        slot.disconnectedSince = null;
        slot.changedAt = ++revision;
        loads.clear(slot.index);
        failures.clear(slot.index);
        freeSlots.push(slot);
    }

    /** Returns what is known of a node. */
    public Optional<NodeState> get(NodeId id) {
        return Optional.ofNullable(states.get(id));
    }

    /** Returns all nodes in order of their ids: a view that changes with the directory. */
    public Collection<NodeState> all() {
        return Collections.unmodifiableCollection(states.values());
    }

    /** Tells whether a node is known. */
    public boolean contains(NodeId id) {
        return states.containsKey(id);
    }

    /** Tells whether a node is known and approved. */
    boolean isMember(NodeId id) {
        NodeState state = states.get(id);
        return state != null && state.membership() == NodeState.Membership.APPROVED;
    }

    /** Returns since when a node is not heard; empty if it is heard or not known. */
    public Optional<Instant> disconnectedSince(NodeId id) {
        Slot slot = slotsById.get(id);
        return slot == null ? Optional.empty() : Optional.ofNullable(slot.disconnectedSince);
    }

    /**
     * Counts an execution's resources as used from now on. A node need not be known: reservations wait for it, so that
     * after a restart executions and nodes may be read in any order.
     */
    public void reserve(NodeId id, Resources resources) {
        Slot slot = slotsById.get(id);
        if (slot != null) {
            loads.reserve(slot.index, resources);
        } else {
            reservationsOfUnknown.merge(id, new Reservation(resources, 1), Reservation::plus);
        }
    }

    /** Takes one {@link #reserve} back. No amount falls below zero. */
    public void release(NodeId id, Resources resources) {
        Slot slot = slotsById.get(id);
        if (slot != null) {
            loads.release(slot.index, resources);
        } else {
            reservationsOfUnknown.computeIfPresent(id, (node, reserved) -> reserved.minus(resources));
        }
    }

    /** Remembers that an execution failed on a node; for the next half hour or so the node is a poorer choice. */
    public void recordFailure(NodeId id, Instant now) {
        Slot slot = slotsById.get(id);
        if (slot != null) {
            failures.recordFailure(slot.index, now);
        }
    }

    /** Remembers that an execution completed on a node, which makes up for half of its failures. */
    public void recordSuccess(NodeId id) {
        Slot slot = slotsById.get(id);
        if (slot != null) {
            failures.recordSuccess(slot.index);
        }
    }

    /**
     * Returns from when on the executions of a node count as lost: {@link Instant#MIN} if it is not known, {@link
     * Instant#MAX} while it is heard.
     */
    Instant lostAt(NodeId id) {
        Slot slot = slotsById.get(id);
        if (slot == null) {
            return Instant.MIN;
        }
        return slot.disconnectedSince == null
                ? Instant.MAX
                : TimeLimits.deadline(slot.disconnectedSince, config.reconnectGrace());
    }

    /**
     * Returns until when a node that is not heard is expected back; {@link Instant#MIN} if no node is that could be given
     * work then.
     */
    Instant awaitedUntil() {
        Instant latest = Instant.MIN;
        for (NodeState node : all()) {
            boolean useful = node.membership() == NodeState.Membership.APPROVED
                    && node.info().compute() != null
                    && node.connection() == NodeState.Connection.DISCONNECTED;
            Instant lost = useful ? lostAt(node.id()) : Instant.MIN;
            latest = lost.isAfter(latest) ? lost : latest;
        }
        return latest;
    }

    /** Tells whether any node may be given work. */
    boolean hasSchedulableNode() {
        return schedulable > 0;
    }

    /**
     * Returns until when further nodes are awaited for the sake of a job that was submitted while none could be given work;
     * {@link Instant#MIN} for a job that found some, {@link Instant#MAX} while there are none.
     */
    Instant gatheringUntil(Instant submitted) {
        if (schedulable == 0) {
            return Instant.MAX;
        }
        return submitted.isBefore(schedulableSince)
                ? TimeLimits.deadline(schedulableSince, config.reconnectGrace())
                : Instant.MIN;
    }

    NodeLoads loads() {
        return loads;
    }

    FailureMemory failures() {
        return failures;
    }

    /** Returns a number that grows with every change of what a node offers or whether it may be given work. */
    long revision() {
        return revision;
    }

    /** Returns how many places for nodes there are; some may be empty. */
    int slotCount() {
        return slots.size();
    }

    /** Returns the node at a place; null if the place is empty. */
    @Nullable
    NodeState at(int slot) {
        return slots.get(slot).state;
    }

    /** Returns the revision at which the node at a place last changed. */
    long changedAt(int slot) {
        return slots.get(slot).changedAt;
    }

    /** Returns a node's place, or -1 if it is not known. */
    int slotOf(NodeId id) {
        Slot slot = slotsById.get(id);
        return slot == null ? -1 : slot.index;
    }

    private Slot occupySlot(NodeId id) {
        Slot slot = freeSlots.poll();
        if (slot == null) {
            slot = new Slot(slots.size());
            slots.add(slot);
            loads.grow(slots.size());
            failures.grow(slots.size());
        }
        slotsById.put(id, slot);
        Reservation waiting = reservationsOfUnknown.remove(id);
        if (waiting != null) {
            loads.restore(slot.index, waiting.resources(), waiting.executions());
        }
        return slot;
    }

    private void takeReport(Slot slot, @Nullable ComputeInfo info) {
        if (info != null) {
            loads.report(slot.index, info);
        }
    }

    // Identity on purpose: two reports with the same figures are still two reports.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSameObject(NodeInfo a, NodeInfo b) {
        return a == b;
    }

    private static int count(@Nullable NodeState state) {
        return state != null && state.isSchedulable() ? 1 : 0;
    }

    private static boolean offersDiffer(NodeState before, NodeState after) {
        return before.membership() != after.membership()
                || before.connection() != after.connection()
                || !before.info().labels().equals(after.info().labels())
                || !before.info().version().equals(after.info().version())
                || offersDiffer(before.info().compute(), after.info().compute());
    }

    private static boolean offersDiffer(@Nullable ComputeInfo before, @Nullable ComputeInfo after) {
        return before == null ? after != null : after == null || !before.sameOffer(after);
    }

    private record Reservation(Resources resources, int executions) {
        Reservation plus(Reservation other) {
            return new Reservation(resources.plus(other.resources), executions + other.executions);
        }

        @Nullable
        Reservation minus(Resources less) {
            return executions <= 1 ? null : new Reservation(resources.minus(less), executions - 1);
        }
    }

    private static final class Slot {
        private final int index;
        private @Nullable NodeState state;
        private @Nullable Instant disconnectedSince;
        private long changedAt;

        private Slot(int index) {
            this.index = index;
        }
    }
}
