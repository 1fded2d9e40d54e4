package org.bacalhau.cli.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that runs until it is told to stop end in good order. Safe for any thread.
 *
 * <p>SIGTERM and SIGINT make Java run its shutdown hooks, and end with a code of the signal when these return. Ours wakes the
 * command, waits until it has ended, and then ends the process with the command's own exit code.
 */
public final class Shutdown {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Duration limit;
    private final PrintStream errors;
    private final Thread hook;
    private volatile int code = ExitCode.INTERNAL.number();

    private Shutdown(Duration limit, PrintStream errors) {
        this.limit = limit;
        this.errors = errors;
        this.hook = new Thread(this::end, "bacalhau-shutdown");
    }

    /**
     * Begins to listen for signals.
     *
     * @param limit how long the command may take to end after a signal
     */
    static Shutdown on(Duration limit, PrintStream errors) {
        Shutdown shutdown = new Shutdown(limit, errors);
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        return shutdown;
    }

    /** Returns when the process is told to stop, or this thread is interrupted, which a program uses instead. */
    public void await() {
        try {
            asked.await();
        } catch (InterruptedException told) {
            // That is the answer; what follows is closing, which must not be interrupted.
        }
    }

    /** Takes notice that the command has ended. */
    void ended(int exitCode) {
        code = exitCode;
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException signalled) {
            // The hook is running, and ends the process.
        }
    }

    private void end() {
        asked.countDown();
        boolean inTime = false;
        try {
            inTime = ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        if (!inTime) {
            errors.println("Error: did not end within " + limit.toSeconds() + " s, and is cut off");
            errors.flush();
        }
        Runtime.getRuntime().halt(inTime ? code : ExitCode.TIMED_OUT.number());
    }
}
