package org.bacalhau.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bacalhau.core.model.BacalhauException;

/** Waits for outcomes where real threads are involved. The deadline only ends tests that have failed already. */
public final class Await {
    /** Far beyond what anything here takes. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private Await() {}

    /** Returns what the stage completes with; throws what it fails with. */
    public static <T> T outcome(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within " + DEADLINE, e);
        }
    }

    /** Returns the exception that the stage fails with; fails itself if it is no {@link BacalhauException}. */
    public static BacalhauException failure(CompletionStage<?> stage) {
        Throwable fault = catchThrowable(() -> outcome(stage));
        assertThat(fault).isInstanceOf(BacalhauException.class);
        return (BacalhauException) fault;
    }
}
