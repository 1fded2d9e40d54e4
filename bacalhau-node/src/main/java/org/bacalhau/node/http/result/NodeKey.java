package org.bacalhau.node.http.result;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;

/** The secret of a node from which the keys of its links are derived. Immutable. */
final class NodeKey {
    private static final int BYTES = 32;

    private final byte[] secret;

    private NodeKey(byte[] secret) {
        this.secret = secret;
    }

    /** Makes a key that nobody has. */
    static NodeKey random() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return new NodeKey(secret);
    }

    /**
     * Reads a key from a file that only its owner may read, after making it if there is none.
     *
     * @throws BacalhauException {@code INTERNAL} if the file cannot be read or made, or holds no key
     */
    static NodeKey ofFile(Path file) {
        try {
            try {
                return checked(Files.readAllBytes(file), file);
            } catch (NoSuchFileException absent) {
                NodeKey made = random();
                made.writeTo(file.toAbsolutePath());
                return made;
            }
        } catch (IOException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.INTERNAL,
                            "the key of result links at " + file + " cannot be read or made: " + e,
                            "let the node's user read the file, and write to its directory"),
                    e);
        }
    }

    private static NodeKey checked(byte[] content, Path file) {
        if (content.length != BYTES) {
            throw BacalhauException.of(
                    ErrorCode.INTERNAL,
                    "the key of result links at " + file + " has " + content.length + " bytes instead of " + BYTES,
                    "restore the file; or remove it, and all links to results become worthless");
        }
        return new NodeKey(content);
    }

    private void writeTo(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            throw new IOException(file + " is no file");
        }
        Files.createDirectories(directory);
        // Whole or not there at all, and never readable for others.
        Path partial = Files.createTempFile(directory, "." + file.getFileName(), ".partial", ownerOnly(directory));
        try {
            Files.write(partial, secret);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Returns the key of links to an archive of this node. */
    LinkKey forArchive(String file) {
        return derived("archive\n" + file);
    }

    /** Returns the key of links by which this node relays a result of a job. */
    LinkKey forRelay(String job, String file) {
        return derived("relay\n" + job + "\n" + file);
    }

    private LinkKey derived(String purpose) {
        byte[] derived = Hashing.hmacSha256(secret)
                .hashString(purpose, StandardCharsets.UTF_8)
                .asBytes();
        return new LinkKey(BaseEncoding.base64Url().omitPadding().encode(derived));
    }
}
