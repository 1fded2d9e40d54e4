package org.bacalhau.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.bacalhau.client.archive.ArchiveReader;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Brings one result into a directory of its own. Confined to one thread, but for {@link #cancel()}.
 *
 * <p>Everything happens in a directory beside the target, which takes the target's name in the end: whoever sees the
 * target sees the whole result.
 */
final class ResultDownload {
    private final ClientParts parts;
    private final ResultLocation location;
    private final Path target;
    private final DownloadOptions options;
    private final HttpDownload download;

    ResultDownload(ClientParts parts, ResultLocation location, Path target, DownloadOptions options) {
        this.parts = parts;
        this.location = location;
        this.target = target.toAbsolutePath().normalize();
        this.options = options;
        this.download = new HttpDownload(parts.files(), parts.settings().retries(), parts.closed(), location, options);
    }

    void cancel() {
        download.cancel();
    }

    DownloadedResult run() throws InterruptedException {
        Path parent = target.getParent();
        if (parent == null) {
            throw occupied(null);
        }
        try {
            Files.createDirectories(parent);
            requireFree();
            Path work = Files.createTempDirectory(parent, "." + target.getFileName() + ".partial-");
            try {
                return into(work);
            } finally {
                deleteTree(work);
            }
        } catch (IOException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.INTERNAL,
                            "cannot store the result in " + target + ": " + e,
                            "choose a directory that you may write to"),
                    e);
        }
    }

    private DownloadedResult into(Path work) throws IOException, InterruptedException {
        Path file = work.resolve("file");
        long size = location.isLocalFile() ? copyFile(file) : download.to(file);
        Path content = Files.createDirectory(work.resolve("content"));
        if (options.unpack() && location.isArchive()) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                ArchiveReader.unpack(in, content, options.limits());
            }
        } else {
            Files.move(file, content.resolve(location.fileName()));
        }
        publish(content);
        return new DownloadedResult(target, size, !location.isLocalFile() && download.verified());
    }

    // Only a node on this machine can mean a file of this machine; any other would pick files of the user's.
    private long copyFile(Path file) throws IOException {
        if (!isLoopback(parts.settings().base().getHost())) {
            throw BacalhauException.of(
                    ErrorCode.PERMISSION_DENIED,
                    "the result lies at " + location.shown() + ", a file, but the node is on another machine",
                    "let the compute node publish over HTTP or to a store");
        }
        Path source = Path.of(location.address());
        if (!Files.isRegularFile(source)) {
            throw BacalhauException.notFound("file of the result", location.shown());
        }
        long size = Files.size(source);
        if (size > options.mostBytes()) {
            throw BacalhauException.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "the result at " + location.shown() + " is larger than " + options.mostBytes() + " bytes",
                    "allow larger downloads");
        }
        Files.copy(source, file);
        options.progress().at(size, size);
        return size;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void requireFree() throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            try (var entries = Files.newDirectoryStream(target)) {
                if (!entries.iterator().hasNext()) {
                    return;
                }
            }
        }
        throw occupied(null);
    }

    private void publish(Path content) throws IOException {
        try {
            // Renaming does not replace a directory everywhere.
            Files.deleteIfExists(target);
            Files.move(content, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(content, target);
        } catch (DirectoryNotEmptyException e) {
            throw occupied(e);
        }
    }

    private BacalhauException occupied(@Nullable Throwable cause) {
        return new BacalhauException(
                Failure.of(
                        ErrorCode.ALREADY_EXISTS,
                        target + " exists already and is not an empty directory",
                        "choose a directory that does not exist yet"),
                cause);
    }

    private static void deleteTree(Path root) throws IOException {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            // What was to be deleted is.
            return;
        }
    }
}
