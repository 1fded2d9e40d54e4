package org.bacalhau.core.compute;

import java.util.Set;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.store.LocalExecution;

/**
 * Does the work of executions: prepares inputs, runs, publishes, cleans up. Called on the compute node's loop; returns at
 * once.
 */
public interface ExecutionRunner extends AutoCloseable {

    /**
     * Prepares to run an execution.
     *
     * @param execution what to run, with the resources it may use
     * @param listener told of the run's progress on any thread; each method at most once, {@code ended} last and always
     * @return the run; it does nothing before {@link Run#begin}, so that its log can be opened first
     */
    Run prepare(LocalExecution execution, Listener listener);

    /**
     * Removes what earlier runs of this node left behind, as after a crash.
     *
     * @param kept executions that will be started again; what belongs to them stays
     */
    void sweep(Set<ExecutionId> kept);

    /** Stops all runs and waits a bounded time for them to end. May be called any number of times. */
    @Override
    void close();

    /** One run of an execution. */
    interface Run {
        /** Begins, once; nothing if it was stopped before. */
        void begin();

        /**
         * Has the run stop at whatever stage it is; {@code ended} follows. May be called any number of times, also after
         * the end.
         */
        void stop();

        /**
         * Opens what the program has written so far and goes on writing.
         *
         * @param newOnly skip what was written before now
         * @param follow go on until the program ends
         */
        LogReader openLog(boolean newOnly, boolean follow);
    }

    /** Is told how a run goes. */
    interface Listener {
        /** The inputs are there; the engine runs it. */
        void running();

        /** The engine is done; the result is being published. */
        void publishing();

        /**
         * It is over, and nothing is left of it on this node.
         *
         * @param outcome its end; after {@link Run#stop()} usually a failure that says it was interrupted, which the
         *     caller replaces by why it stopped the run
         */
        void ended(LocalExecution.Outcome outcome);
    }
}
