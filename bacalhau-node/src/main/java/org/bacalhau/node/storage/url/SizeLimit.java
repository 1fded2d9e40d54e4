package org.bacalhau.node.storage.url;

import okhttp3.HttpUrl;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Quantities;

/**
 * How large a download may become. Immutable.
 *
 * @param bytes the limit, in bytes
 */
record SizeLimit(long bytes) {

    /**
     * Returns if {@code size} fits.
     *
     * @throws BacalhauException {@code INSUFFICIENT_RESOURCES} if not: another node may allow more
     */
    void require(long size, HttpUrl url) {
        if (size > bytes) {
            throw BacalhauException.of(
                    ErrorCode.INSUFFICIENT_RESOURCES,
                    UrlSource.forPeople(url) + " is larger than the " + Quantities.formatBytes(bytes)
                            + " that this node downloads",
                    "split the file, or ask the node's operator for a higher limit");
        }
    }
}
