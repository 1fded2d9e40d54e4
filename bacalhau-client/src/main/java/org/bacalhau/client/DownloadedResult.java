package org.bacalhau.client;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A result that was downloaded. Immutable.
 *
 * @param directory where its files are
 * @param downloadedBytes the size of what was downloaded
 * @param verified whether a digest that the node or the store told of was compared
 */
public record DownloadedResult(Path directory, long downloadedBytes, boolean verified) {
    public DownloadedResult {
        Objects.requireNonNull(directory, "directory");
    }
}
