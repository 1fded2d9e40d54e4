package org.bacalhau.node.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.MalformedJsonException;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.store.StoreLock;

/**
 * The directory in which a node keeps everything, while this process has it; see the package for what lies where. Confined to
 * the thread that opens the node, but for {@link #close()}.
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "node.lock";
    private static final String VERSION_FILE = "repo.version";
    private static final String VERSION = "Version";
    private static final String METADATA_FILE = "node.json";
    private static final String NODE_NAME = "NodeName";

    // The version of the original from v1.3.0 on (cli-config-auth.md §14), with which the files that both use agree.
    private static final int CURRENT = 3;

    private final Path path;
    private final StoreLock lock;

    private DataDirectory(Path path, StoreLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if it is missing, and takes it for this process.
     *
     * @throws BacalhauException {@code CONFLICT} if another node has it or another version made it; {@code PERMISSION_DENIED}
     *     if it cannot be written; {@code INVALID_ARGUMENT} if it is no directory
     */
    static DataDirectory open(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path)) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "data directory " + path + " is no directory",
                    "name a directory, or a path where there is nothing yet");
        }
        try {
            PrivateFiles.makeDirectory(path);
        } catch (IOException e) {
            throw unusable(path, e);
        }
        StoreLock lock = StoreLock.acquire("data directory", path, path.resolve(LOCK));
        try {
            DataDirectory opened = new DataDirectory(path, lock);
            opened.checkVersion();
            return opened;
        } catch (IOException e) {
            lock.close();
            throw unusable(path, e);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static BacalhauException unusable(Path path, IOException cause) {
        return new BacalhauException(
                Failure.of(
                        ErrorCode.PERMISSION_DENIED,
                        "data directory " + path + " cannot be used: "
                                + cause.getClass().getSimpleName() + ": " + cause.getMessage(),
                        "let this user own and write it, or choose another with BACALHAU_DIR"),
                cause);
    }

    private void checkVersion() throws IOException {
        Path file = path.resolve(VERSION_FILE);
        if (Files.notExists(file)) {
            PrivateFiles.write(file, Json.text(Map.of(VERSION, CURRENT)) + "\n");
            return;
        }
        Object version = read(file).get(VERSION);
        if (!(version instanceof Number number) || number.intValue() != CURRENT) {
            throw BacalhauException.of(
                    ErrorCode.CONFLICT,
                    "data directory " + path + " has version " + version + ", and this program knows version "
                            + CURRENT,
                    version instanceof Number other && other.intValue() < CURRENT
                            ? "choose another data directory, or have v1.4.0 of the original migrate this one"
                            : "use the program that wrote it, or choose another data directory");
        }
    }

    private static Map<?, ?> read(Path file) throws IOException {
        try {
            return Json.read(Files.readString(file, StandardCharsets.UTF_8), Map.class);
        } catch (MalformedJsonException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.INTERNAL,
                            "file " + file + " is damaged: " + e.failure().message(),
                            "restore it from a copy, or choose another data directory"),
                    e);
        }
    }

    Path path() {
        return path;
    }

    /** Returns the name that the node was given when it had none; empty on first start. */
    Optional<String> nodeName() {
        Path file = path.resolve(METADATA_FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return read(file).get(NODE_NAME) instanceof String name && !name.isBlank()
                    ? Optional.of(name)
                    : Optional.empty();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Keeps a name for later starts. */
    void keepNodeName(String name) {
        try {
            PrivateFiles.write(path.resolve(METADATA_FILE), Json.text(Map.of(NODE_NAME, name)) + "\n");
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Lets go of the directory. */
    @Override
    public void close() {
        lock.close();
    }
}
