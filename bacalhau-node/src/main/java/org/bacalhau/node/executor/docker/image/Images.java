package org.bacalhau.node.executor.docker.image;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.executor.docker.engine.EngineException;
import org.bacalhau.node.executor.docker.engine.ImageCalls;
import org.bacalhau.node.executor.docker.engine.ImageInfo;
import org.bacalhau.node.executor.docker.engine.Platform;
import org.bacalhau.node.executor.docker.engine.RegistryImage;
import org.bacalhau.node.executor.docker.engine.RegistryLogin;

/** Finds the images that jobs name. Safe for any thread. */
public final class Images {
    // From bid to run: an execution may wait in the node's queue for so long.
    private static final Duration PIN_LIFETIME = Duration.ofDays(1);

    private final ImageCalls calls;
    private final ImagePolicy policy;
    private final InstantSource clock;
    private final Pulls pulls;
    private final RateLimits limits;
    private final Cache<String, Pin> pins;

    /** Creates it; nothing is asked before somebody wants an image. */
    public Images(ImageCalls calls, ImagePolicy policy, InstantSource clock) {
        this.calls = calls;
        this.policy = policy;
        this.clock = clock;
        this.pulls = new Pulls(calls, policy.pullPatience());
        this.limits = new RateLimits(clock);
        this.pins = CacheBuilder.newBuilder()
                .maximumSize(policy.rememberedImages())
                .expireAfterWrite(PIN_LIFETIME)
                .build();
    }

    /**
     * What an image's name meant when it was looked up.
     *
     * @param local the image, if the engine has it
     * @param registry the image in its registry, if that was asked
     * @param since when
     */
    private record Pin(Optional<ImageInfo> local, Optional<RegistryImage> registry, Instant since) {}

    /**
     * Tells why an image cannot be run here; empty if it can. Pins what it found.
     *
     * @param platform what the engine runs
     * @throws IOException if that cannot be told now
     * @throws BacalhauException likewise
     */
    public Optional<String> obstacle(String image, Platform platform) throws IOException, InterruptedException {
        Optional<ImageInfo> local = calls.local(image).filter(found -> runsOn(found, platform));
        if (local.isPresent()) {
            pins.put(image, new Pin(local, Optional.empty(), clock.instant()));
            return Optional.empty();
        }
        ImageName name = nameOf(image);
        RegistryImage found;
        try {
            found = inRegistry(image, name);
        } catch (BacalhauException e) {
            if (e.failure().retryable()) {
                throw e;
            }
            return Optional.of("have the image: " + e.failure().message() + "; "
                    + e.failure().hint());
        }
        List<Platform> platforms = found.platforms();
        return platforms.isEmpty() || platforms.contains(platform)
                ? Optional.empty()
                : Optional.of("support the available image platforms " + platforms + " (supports [" + platform + "])");
    }

    private RegistryImage inRegistry(String image, ImageName name) throws IOException, InterruptedException {
        Pin known = pins.getIfPresent(image);
        if (known != null
                && known.registry.isPresent()
                && clock.instant().isBefore(known.since.plus(policy.manifestLifetime()))) {
            return known.registry.get();
        }
        RegistryImage found = asking("inspect", name, login -> calls.inRegistry(name.reference(), login));
        pins.put(image, new Pin(Optional.empty(), Optional.of(found), clock.instant()));
        return found;
    }

    /**
     * Returns the image to run, fetched if need be: the one that was pinned by the bid, if there was one.
     *
     * @throws BacalhauException if the registry does not give it; its failure has the registry's words
     */
    public ImageInfo prepare(String image, Platform platform) throws IOException, InterruptedException {
        Pin pin = pins.getIfPresent(image);
        if (pin != null && pin.local.isPresent()) {
            return pin.local.get();
        }
        ImageName name = nameOf(image);
        ImageName wanted = pin == null
                ? name
                : pin.registry
                        .map(RegistryImage::digest)
                        .filter(d -> !d.isEmpty())
                        .map(name::pinned)
                        .orElse(name);
        String reference = pin == null ? image : wanted.reference();
        Optional<ImageInfo> local = calls.local(reference).filter(found -> runsOn(found, platform));
        if (local.isEmpty()) {
            boolean fetched = asking("pull", wanted, login -> {
                pulls.pull(wanted, platform, login);
                return true;
            });
            local = fetched ? calls.local(wanted.reference()) : local;
        }
        ImageInfo ready = local.orElseThrow(() -> vanished(image));
        pins.put(image, new Pin(Optional.of(ready), Optional.empty(), clock.instant()));
        return ready;
    }

    /** Forgets what an image's name meant: the engine does not have it any more. */
    public void forget(String image) {
        pins.invalidate(image);
    }

    /** A question to a registry. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Optional<RegistryLogin> login) throws EngineException, InterruptedException;
    }

    private <T> T asking(String doing, ImageName name, Question<T> question) throws IOException, InterruptedException {
        String registry = name.registry();
        limits.check(registry);
        Optional<RegistryLogin> login = policy.logins().at(registry);
        try {
            T answer = question.ask(login);
            limits.answered(registry);
            return answer;
        } catch (EngineException e) {
            if (RegistryFaults.isRateLimit(e)) {
                limits.exceeded(registry);
            }
            throw new BacalhauException(RegistryFaults.of(doing, name, e), e);
        }
    }

    private static boolean runsOn(ImageInfo image, Platform platform) {
        // What was imported may not say what it is for.
        return image.platform().os().isEmpty() || image.platform().equals(platform);
    }

    private static ImageName nameOf(String image) {
        return ImageName.parse(image)
                .orElseThrow(() -> BacalhauException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "\"" + image + "\" is no name of an image",
                        "write it as [registry/]name[:tag][@digest], in lower case"));
    }

    private static BacalhauException vanished(String image) {
        return new BacalhauException(Failure.of(
                ErrorCode.UPSTREAM_FAILED,
                "image \"" + image + "\" was removed from the Docker engine right after it was pulled",
                "keep images from being pruned while jobs start; it is tried again"));
    }
}
