package org.bacalhau.node.executor.docker.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bacalhau.node.executor.docker.engine.RegistryLogin;

/**
 * The logins that {@code docker login} leaves in {@code config.json}: in the file itself, or with a program that it names.
 * Read anew each time, since people log in and out while a node runs. Safe for any thread.
 */
public final class DockerConfigFile implements Logins {
    private static final ObjectMapper JSON = new ObjectMapper();
    // Docker's own registry goes by its old address here.
    private static final String DOCKER_HUB = "https://index.docker.io/v1/";

    private final Path file;
    private final CredentialProgram programs;

    /** Reads this file, which need not exist. */
    public DockerConfigFile(Path file) {
        this(file, new CredentialProgram());
    }

    DockerConfigFile(Path file, CredentialProgram programs) {
        this.file = file;
        this.programs = programs;
    }

    /** Returns where Docker's own client has its file: in {@code DOCKER_CONFIG}, or in {@code .docker} at home. */
    public static Path usual() {
        String directory = System.getenv("DOCKER_CONFIG");
        Path path = directory == null || directory.isEmpty()
                ? Path.of(System.getProperty("user.home", "")).resolve(".docker")
                : Path.of(directory);
        return path.resolve("config.json");
    }

    @Override
    public Optional<RegistryLogin> at(String registry) throws IOException, InterruptedException {
        JsonNode config = read();
        for (String key : keys(registry)) {
            String program = config.path("credHelpers")
                    .path(key)
                    .asText(config.path("credsStore").asText(""));
            if (!program.isEmpty()) {
                Optional<RegistryLogin> kept = programs.ask(program, key, registry);
                if (kept.isPresent()) {
                    return kept;
                }
            }
            Optional<RegistryLogin> written = written(config.path("auths").path(key), registry);
            if (written.isPresent()) {
                return written;
            }
        }
        return Optional.empty();
    }

    private static List<String> keys(String registry) {
        return registry.equals(ImageName.DEFAULT_REGISTRY)
                ? List.of(DOCKER_HUB, registry)
                : List.of(registry, "https://" + registry, "http://" + registry);
    }

    private JsonNode read() throws IOException {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            return MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private Optional<RegistryLogin> written(JsonNode entry, String registry) throws IOException {
        String token = entry.path("identitytoken").asText("");
        if (!token.isEmpty()) {
            return Optional.of(new RegistryLogin(registry, "", token, true));
        }
        String encoded = entry.path("auth").asText("");
        if (encoded.isEmpty()) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return Optional.of(
                        new RegistryLogin(registry, pair.substring(0, colon), pair.substring(colon + 1), false));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(unreadable(registry), e);
        }
        throw new IOException(unreadable(registry));
    }

    private String unreadable(String registry) {
        return "the login for " + registry + " in " + file + " is not \"user:password\" in base 64; log in again";
    }
}
