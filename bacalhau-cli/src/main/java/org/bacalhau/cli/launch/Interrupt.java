package org.bacalhau.cli.launch;

/**
 * What is said when the user presses Ctrl-C. Safe for any thread.
 *
 * <p>The process then ends by itself with {@link ExitCode#INTERRUPTED}; this only adds the last words. Close it when there
 * is nothing more to say.
 */
public final class Interrupt implements AutoCloseable {
    private final Thread hook;

    private Interrupt(Thread hook) {
        this.hook = hook;
    }

    /** Has {@code lastWords} run when the process is interrupted, on a thread of its own. */
    public static Interrupt saying(Runnable lastWords) {
        Thread hook = new Thread(lastWords, "bacalhau-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interrupt(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // Too late to take it back; it says what was true a moment ago.
        }
    }
}
