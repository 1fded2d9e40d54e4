package org.bacalhau.node.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;

/**
 * Where a store lies, and what it is called in messages. Immutable.
 *
 * @param what the kind of store, such as {@code job store}
 * @param path the database file, absolute
 */
record StoreFile(String what, Path path) {
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY_MODE = PosixFilePermissions.fromString("rwx------");

    static StoreFile of(String what, Path path) {
        return new StoreFile(what, path.toAbsolutePath().normalize());
    }

    /** Returns the file of the write-ahead log. */
    Path log() {
        return sibling("-wal");
    }

    /** Returns the file whose lock says that the store is in use. */
    Path lock() {
        return sibling(".lock");
    }

    private Path sibling(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /**
     * Creates the directory and an empty file where there are none, for the owner alone. SQLite gives its log the
     * permissions of the file.
     *
     * @throws BacalhauException if that cannot be done; it names the file and the cause
     */
    void prepare() {
        try {
            Path directory = path.getParent();
            if (directory != null) {
                Files.createDirectories(directory, mode(directory, DIRECTORY_MODE));
            }
            if (Files.notExists(path)) {
                Files.createFile(path, mode(path, FILE_MODE));
                syncDirectory();
            } else if (mode(path, FILE_MODE).length > 0
                    && !Files.getPosixFilePermissions(path).equals(FILE_MODE)) {
                Files.setPosixFilePermissions(path, FILE_MODE);
            }
        } catch (IOException e) {
            throw inaccessible(e);
        }
    }

    /** Makes the file's name safe: SQLite does that only for files that it creates itself. */
    private void syncDirectory() throws IOException {
        Path directory = path.getParent();
        // Windows has no such thing.
        if (directory == null || mode(directory, FILE_MODE).length == 0) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Returns the attribute that gives a new file this mode; none where files have no modes. */
    private static FileAttribute<?>[] mode(Path path, Set<PosixFilePermission> permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Returns the attributes of a new file that only its owner may read and write. */
    FileAttribute<?>[] privateMode() {
        return mode(path, FILE_MODE);
    }

    /** Returns a clause that says how much room there is on the disk. */
    String freeSpace() {
        try {
            return Files.getFileStore(path).getUsableSpace() + " bytes are free on its disk";
        } catch (IOException e) {
            return "how much is free on its disk is not known: " + e.getMessage();
        }
    }

    /** Returns the failure for a file or directory that cannot be used. */
    BacalhauException inaccessible(IOException cause) {
        boolean known = cause instanceof FileSystemException;
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof AccessDeniedException) {
            reason = "permission denied: " + reason;
        } else if (cause instanceof NoSuchFileException) {
            reason = "no such file or directory: " + reason;
        }
        return new BacalhauException(
                Failure.of(
                        known ? ErrorCode.PERMISSION_DENIED : ErrorCode.INTERNAL,
                        this + " cannot be opened: " + reason,
                        "let this user write to " + path.getParent() + ", or choose another data directory"),
                cause);
    }

    /** Returns the text used in messages. */
    @Override
    public String toString() {
        return what + " " + path;
    }
}
