package org.bacalhau.node.publisher.local;

import java.nio.file.Path;
import java.util.Objects;

/**
 * An archive that is in its place. Immutable.
 *
 * @param file the archive, an absolute path
 * @param size its size in bytes
 * @param sha256 its SHA-256 in lower-case hexadecimal digits
 */
public record PublishedArchive(Path file, long size, String sha256) {
    public PublishedArchive {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
    }
}
