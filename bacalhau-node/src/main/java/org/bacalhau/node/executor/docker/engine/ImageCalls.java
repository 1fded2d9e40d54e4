package org.bacalhau.node.executor.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The images of an engine and, through it, of registries. Safe for any thread. */
public final class ImageCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ANSWER = 1 << 20;

    private final EngineConnection connection;
    private final EngineCalls calls;

    ImageCalls(EngineConnection connection, EngineCalls calls) {
        this.connection = connection;
        this.calls = calls;
    }

    /** Returns an image by reference or id; empty if the engine does not have it. */
    public Optional<ImageInfo> local(String reference) throws EngineException, InterruptedException {
        return calls.call(() -> {
            try {
                return Optional.of(
                        infoOf(connection.client().inspectImageCmd(reference).exec()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private static ImageInfo infoOf(InspectImageResponse image) {
        @Nullable List<String> digests = image.getRepoDigests();
        String user = image.getConfig() == null ? null : image.getConfig().getUser();
        return new ImageInfo(
                Objects.toString(image.getId(), ""),
                digests == null ? List.of() : digests,
                new Platform(Objects.toString(image.getOs(), ""), Objects.toString(image.getArch(), "")),
                Objects.toString(user, ""));
    }

    /** Has the engine ask a registry for an image, without fetching it. */
    public RegistryImage inRegistry(String reference, Optional<RegistryLogin> login)
            throws EngineException, InterruptedException {
        // The library has no command for it.
        return calls.call(() -> {
            DockerHttpClient.Request.Builder request = DockerHttpClient.Request.builder()
                    .method(DockerHttpClient.Request.Method.GET)
                    .path("/distribution/" + reference + "/json");
            if (login.isPresent()) {
                String header = JSON.writeValueAsString(authOf(login.get()));
                request.putHeader(
                        "X-Registry-Auth",
                        Base64.getUrlEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8)));
            }
            try (DockerHttpClient.Response response = connection.http().execute(request.build())) {
                byte[] body = response.getBody().readNBytes(LONGEST_ANSWER);
                if (response.getStatusCode() != 200) {
                    throw new DockerException(new String(body, StandardCharsets.UTF_8), response.getStatusCode());
                }
                return registryImage(body);
            }
        });
    }

    private static RegistryImage registryImage(byte[] body) throws IOException {
        JsonNode answer = JSON.readTree(body);
        List<Platform> platforms = new ArrayList<>(); // bounded by LONGEST_ANSWER
        for (JsonNode platform : answer.path("Platforms")) {
            platforms.add(new Platform(
                    platform.path("os").asText(), platform.path("architecture").asText()));
        }
        return new RegistryImage(answer.path("Descriptor").path("digest").asText(), platforms);
    }

    /**
     * Begins to fetch an image.
     *
     * @param repository name with the registry, without tag and digest
     * @param version tag or digest
     */
    public Pull pull(String repository, String version, Platform platform, Optional<RegistryLogin> login) {
        Pull pull = new Pull(calls);
        var command =
                connection.client().pullImageCmd(repository).withTag(version).withPlatform(platform.toString());
        login.ifPresent(known -> command.withAuthConfig(authOf(known)));
        command.exec(pull.reading());
        return pull;
    }

    private static AuthConfig authOf(RegistryLogin login) {
        AuthConfig auth = new AuthConfig().withRegistryAddress(login.registry());
        return login.isToken()
                ? auth.withIdentityToken(login.secret())
                : auth.withUsername(login.username()).withPassword(login.secret());
    }
}
