package org.bacalhau.node.executor.docker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bacalhau.node.executor.docker.engine.EngineException;

/** Waits for an engine that does not answer, up to a limit. For the run's thread. */
final class Outage {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String container;
    private final Duration patience;
    private Duration pause = FIRST_PAUSE;
    private long since;
    private boolean enduring;
    private boolean seen;

    Outage(String container, Duration patience) {
        this.container = container;
        this.patience = patience;
    }

    /** Takes note that the engine answers. */
    void over() {
        pause = FIRST_PAUSE;
        enduring = false;
    }

    /** Takes note that it does not, and waits a little; throws if that goes on for too long. */
    void endure(EngineException fault) throws InterruptedException {
        seen = true;
        if (!enduring) {
            enduring = true;
            since = System.nanoTime();
        }
        if (System.nanoTime() - since > patience.toNanos()) {
            throw ContainerFaults.engineLost(container, fault);
        }
        rest();
    }

    /** Waits a little, each time longer. */
    void rest() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /** Tells whether there ever was one. */
    boolean wasSeen() {
        return seen;
    }
}
