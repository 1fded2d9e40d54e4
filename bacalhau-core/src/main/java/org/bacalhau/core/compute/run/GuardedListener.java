package org.bacalhau.core.compute.run;

import java.util.function.Consumer;
import org.bacalhau.core.compute.ExecutionRunner.Listener;
import org.bacalhau.core.store.LocalExecution;

/** A listener whose faults do not reach the run that tells it. As safe for threads as the listener. */
final class GuardedListener implements Listener {
    private final Listener listener;
    private final Consumer<Throwable> faults;

    GuardedListener(Listener listener, Consumer<Throwable> faults) {
        this.listener = listener;
        this.faults = faults;
    }

    @Override
    public void running() {
        guard(listener::running);
    }

    @Override
    public void publishing() {
        guard(listener::publishing);
    }

    @Override
    public void ended(LocalExecution.Outcome outcome) {
        guard(() -> listener.ended(outcome));
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            faults.accept(e);
        }
    }
}
