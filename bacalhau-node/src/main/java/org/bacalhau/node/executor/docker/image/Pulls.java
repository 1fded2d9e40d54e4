package org.bacalhau.node.executor.docker.image;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bacalhau.node.executor.docker.engine.EngineException;
import org.bacalhau.node.executor.docker.engine.ImageCalls;
import org.bacalhau.node.executor.docker.engine.Platform;
import org.bacalhau.node.executor.docker.engine.Pull;
import org.bacalhau.node.executor.docker.engine.RegistryLogin;

/** Fetches images, each once at a time however many want it. Safe for any thread. */
final class Pulls {
    private final ImageCalls calls;
    private final Duration patience;
    // As many as runs wait for different images: bounded by the node's workers.
    private final Map<String, Shared> running = new HashMap<>(); // guarded by this

    /**
     * Creates it.
     *
     * @param patience how long a pull may make no progress before it is given up
     */
    Pulls(ImageCalls calls, Duration patience) {
        this.calls = calls;
        this.patience = patience;
    }

    /** Waits until the engine has the image; whoever waits last and is interrupted ends the pull. */
    void pull(ImageName image, Platform platform, Optional<RegistryLogin> login)
            throws EngineException, InterruptedException {
        String key = image.reference();
        Shared shared = join(key, image, platform, login);
        try {
            await(shared.pull, key);
        } finally {
            leave(key, shared);
        }
    }

    private synchronized Shared join(String key, ImageName image, Platform platform, Optional<RegistryLogin> login) {
        Shared shared = running.get(key);
        if (shared == null) {
            shared = new Shared(calls.pull(image.repository(), image.version(), platform, login));
            running.put(key, shared);
        }
        shared.waiting++;
        return shared;
    }

    private synchronized void leave(String key, Shared shared) {
        if (--shared.waiting == 0) {
            running.remove(key, shared);
            // Without effect if it has ended.
            shared.pull.cancel();
        }
    }

    private void await(Pull pull, String image) throws EngineException, InterruptedException {
        CompletableFuture<Boolean> end = pull.end().toCompletableFuture();
        long steps;
        do {
            steps = pull.steps();
            try {
                end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                continue;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof EngineException known ? known : EngineException.of(e);
            }
        } while (pull.steps() > steps);
        throw EngineException.stalled(
                "the engine made no progress with " + image + " for " + patience.toSeconds() + " s");
    }

    /** A pull and how many wait for it. */
    private static final class Shared {
        private final Pull pull;
        private int waiting;

        private Shared(Pull pull) {
            this.pull = pull;
        }
    }
}
