package org.bacalhau.node.http.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers the digest of each archive in a small file beside it, so that nothing has to be read twice to tell it. It counts only
 * while the archive has the size and the time it had then: of an archive that was replaced since, nothing is known. Safe for any
 * thread.
 */
final class ArchiveDigests {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,19}) (-?[0-9]{1,19})\n");

    private ArchiveDigests() {}

    static void remember(Path archive, String sha256) throws IOException {
        Files.writeString(
                fileOf(archive),
                sha256 + " " + Files.size(archive) + " "
                        + Files.getLastModifiedTime(archive).toMillis() + "\n");
    }

    /** Returns the digest in hexadecimal digits; empty if it is not known. */
    static Optional<String> of(Path archive, long size, long modifiedMillis) throws IOException {
        try {
            Matcher line = LINE.matcher(Files.readString(fileOf(archive)));
            boolean valid = line.matches()
                    && line.group(2).equals(Long.toString(size))
                    && line.group(3).equals(Long.toString(modifiedMillis));
            return valid ? Optional.of(line.group(1)) : Optional.empty();
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    static void forget(Path archive) throws IOException {
        Files.deleteIfExists(fileOf(archive));
    }

    private static Path fileOf(Path archive) {
        return archive.resolveSibling("." + archive.getFileName() + ".sha256");
    }
}
