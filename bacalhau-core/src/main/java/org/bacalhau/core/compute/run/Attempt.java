package org.bacalhau.core.compute.run;

import java.util.function.Consumer;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Failure;

/**
 * Calls foreign code: whatever it throws, also an {@link Error}, becomes a failure of the stage. What is a fault of
 * software is told with its stack trace besides. Safe for any thread.
 */
final class Attempt {
    private final Consumer<Throwable> faults;

    Attempt(Consumer<Throwable> faults) {
        this.faults = faults;
    }

    /** A piece of foreign code. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws Exception;
    }

    /** Runs a step that prepares or runs the program; {@code doing} goes before what it throws. */
    <T> T running(String doing, Step<T> step) throws StageFailure {
        return run(EventTopic.RUNNING_EXECUTION, doing, step);
    }

    /** Runs a step that collects or publishes the result; {@code doing} goes before what it throws. */
    <T> T publishing(String doing, Step<T> step) throws StageFailure {
        return run(EventTopic.PUBLISHING_RESULTS, doing, step);
    }

    private <T> T run(EventTopic topic, String doing, Step<T> step) throws StageFailure {
        try {
            T result = step.run();
            if (result == null) {
                throw new IllegalStateException("it returned null, which its contract forbids");
            }
            return result;
        } catch (StageFailure failure) {
            throw failure;
        } catch (Throwable cause) {
            if (Causes.isBug(cause)) {
                faults.accept(cause);
            }
            Failure failure = Causes.failureOf(cause).in(doing);
            throw new StageFailure(topic, failure, cause);
        }
    }
}
