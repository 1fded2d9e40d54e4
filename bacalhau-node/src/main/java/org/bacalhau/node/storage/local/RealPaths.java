package org.bacalhau.node.storage.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Resolves paths with their links, also where the end of the path does not exist. */
final class RealPaths {
    private RealPaths() {}

    /**
     * Returns the path with all links resolved in the part that exists. What does not exist cannot lead elsewhere and is
     * appended as it is.
     *
     * @param path an absolute path; {@code ..} in it takes back the name before, whether or not that is a link
     * @throws IOException if a part of it cannot be looked at
     */
    static Path resolve(Path path) throws IOException {
        // First of all: behind a name that does not exist, ".." would lead back to links nobody resolves any more.
        Path plain = path.normalize();
        for (Path existing = plain; existing != null; existing = existing.getParent()) {
            try {
                return existing.toRealPath().resolve(existing.relativize(plain)).normalize();
            } catch (NoSuchFileException e) {
                // Look at its parent.
            }
        }
        return plain;
    }

    /** Tells whether something is there and all links on the way to it are resolved. */
    static boolean isReal(Path path) throws IOException {
        try {
            return path.toRealPath().equals(path);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
