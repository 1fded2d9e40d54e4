package org.bacalhau.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.MalformedJsonException;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens by the address of their node, as a JSON object in a file. Safe for any thread. */
final class FileTokenStore implements TokenStore {

    private final Path file;

    FileTokenStore(Path file) {
        this.file = file;
    }

    @Override
    public synchronized Optional<String> token(URI base) {
        return Optional.ofNullable(read().get(base.toString()));
    }

    @Override
    public synchronized void save(URI base, String token) {
        Map<String, String> tokens = read();
        if (!token.equals(tokens.put(base.toString(), token))) {
            write(tokens);
        }
    }

    @Override
    public synchronized void remove(URI base) {
        Map<String, String> tokens = read();
        if (tokens.remove(base.toString()) != null) {
            write(tokens);
        }
    }

    // A file that cannot be read is not worth failing for: the node is asked for a new token.
    private Map<String, String> read() {
        Map<String, String> tokens = new TreeMap<>();
        try {
            Json.read(Files.readAllBytes(file), Map.class)
                    .forEach((base, token) -> tokens.put(String.valueOf(base), String.valueOf(token)));
        } catch (NoSuchFileException none) {
            return tokens;
        } catch (IOException | MalformedJsonException e) {
            log().warn("cannot read the tokens in {}: {}", file, e.toString());
        }
        return tokens;
    }

    private void write(Map<String, String> tokens) {
        try {
            PrivateFiles.replace(file, Json.text(tokens).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.INTERNAL,
                            "cannot write the token file " + file + ": " + e.getMessage(),
                            "make its directory writable, or keep tokens elsewhere"),
                    e);
        }
    }

    // Not a constant: to start a logging framework takes a good part of a short command's time.
    private static Logger log() {
        return LoggerFactory.getLogger(FileTokenStore.class);
    }
}
