package org.bacalhau.node.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;

/** Files and directories that only their owner may use. Stateless. */
final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /** Makes a directory, and those above it, for its owner alone; takes the rights of others from one that exists. */
    static void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, mode(directory, DIRECTORY));
        tighten(directory, DIRECTORY);
    }

    /**
     * Takes the rights of others from a key.
     *
     * @throws BacalhauException {@code PERMISSION_DENIED} if that cannot be done
     */
    static void tightenKey(Path key) {
        try {
            tighten(key, FILE);
        } catch (IOException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.PERMISSION_DENIED,
                            "key " + key + " can be read by others, and that cannot be changed: " + e.getMessage(),
                            "take their rights from it: chmod 600 " + key),
                    e);
        }
    }

    private static void tighten(Path path, Set<PosixFilePermission> wanted) throws IOException {
        if (isPosix(path) && !wanted.containsAll(Files.getPosixFilePermissions(path))) {
            Files.setPosixFilePermissions(path, wanted);
        }
    }

    /** Writes a file as a whole or not at all, for its owner alone. */
    static void write(Path file, String content) throws IOException {
        Path partial = Files.createTempFile(file.toAbsolutePath().getParent(), ".partial-", "", mode(file, FILE));
        try {
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static FileAttribute<?>[] mode(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
