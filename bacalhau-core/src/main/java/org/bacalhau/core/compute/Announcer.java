package org.bacalhau.core.compute;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.runtime.EventLoop;
import org.bacalhau.core.runtime.EventLoop.Timer;
import org.bacalhau.core.transport.NodeAnnouncement;
import org.bacalhau.core.transport.NodeAnnouncement.Held;
import org.bacalhau.core.transport.Transport.ComputePort;
import org.jspecify.annotations.Nullable;

/**
 * Tells requesters that the node is there, what it offers and what it holds: every so often, and soon after that has
 * changed. Confined to the loop, but for {@link #lastTold}.
 */
final class Announcer {
    // Changes within this time are told together: however many there are, at most ten announcements a second.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final EventLoop loop;
    private final Duration interval;
    private final String incarnation;
    private final Supplier<NodeInfo> info;
    private final Supplier<List<Held>> held;
    private volatile NodeInfo lastTold;
    private @Nullable ComputePort port;
    private Timer periodic = Timer.NONE;
    private boolean changePending;
    private long sequence;

    Announcer(ComputeParts parts, Supplier<NodeInfo> info, Supplier<List<Held>> held) {
        this.loop = parts.loop();
        this.interval = parts.config().announceInterval();
        this.incarnation = parts.context().ids().uuid();
        this.info = info;
        this.held = held;
        this.lastTold = info.get();
    }

    /** Returns what the node last told, or would have told. Any thread. */
    NodeInfo lastTold() {
        return lastTold;
    }

    void start(ComputePort way) {
        port = way;
        announcePeriodically();
    }

    private void announcePeriodically() {
        if (port != null) {
            announce();
            periodic = loop.schedule(interval, this::announcePeriodically);
        }
    }

    /** Something that is announced may have changed. */
    void changed() {
        if (!changePending && port != null) {
            changePending = true;
            loop.schedule(PAUSE, this::announceIfChanged);
        }
    }

    private void announceIfChanged() {
        changePending = false;
        if (!info.get().equals(lastTold)) {
            announce();
        }
    }

    private void announce() {
        lastTold = info.get();
        if (port != null) {
            port.announce(new NodeAnnouncement(lastTold, incarnation, ++sequence, held.get()));
        }
    }

    /** Tells nothing any more. */
    void close() {
        port = null;
        periodic.cancel();
    }
}
