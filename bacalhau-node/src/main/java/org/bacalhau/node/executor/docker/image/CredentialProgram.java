package org.bacalhau.node.executor.docker.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bacalhau.node.executor.docker.engine.RegistryLogin;

/** Asks a program {@code docker-credential-<name>}, which keeps secrets out of files. Safe for any thread. */
class CredentialProgram {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 1 << 20;
    // What such programs call a name when they have a token instead.
    private static final String TOKEN_NAME = "<token>";

    /** Returns what the program knows; empty if it knows nothing. */
    Optional<RegistryLogin> ask(String name, String key, String registry) throws IOException, InterruptedException {
        if (!SAFE_NAME.matcher(name).matches()) {
            throw new IOException("credential program \"" + name + "\" has no usable name");
        }
        Process process = new ProcessBuilder("docker-credential-" + name, "get")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture<Void> watchdog = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(key.getBytes(StandardCharsets.UTF_8));
            }
            byte[] answer = process.getInputStream().readNBytes(LONGEST_ANSWER);
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
            JsonNode login = JSON.readTree(answer);
            String user = login.path("Username").asText("");
            String secret = login.path("Secret").asText("");
            boolean isToken = user.equals(TOKEN_NAME);
            return Optional.of(new RegistryLogin(registry, isToken ? "" : user, secret, isToken));
        } finally {
            watchdog.cancel(false);
            process.destroyForcibly();
        }
    }
}
