package org.bacalhau.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.storage.StorageProvider;

/** Is there when a node bids and gone when it prepares; leaves half of it behind. Safe for any thread. */
final class Vanishing implements StorageProvider {
    private final AtomicInteger sized = new AtomicInteger();

    /** Returns how often it was asked for its size, which nodes do before they bid. */
    int timesSized() {
        return sized.get();
    }

    @Override
    public String type() {
        return "vanishing";
    }

    @Override
    public boolean isLocal(InputSource input) {
        return true;
    }

    @Override
    public long sizeBytes(InputSource input) {
        return sized.incrementAndGet();
    }

    @Override
    public PreparedInput prepare(InputSource input, Path directory) throws IOException {
        Files.writeString(directory.resolve("half"), "");
        throw BacalhauException.of(ErrorCode.INPUT_UNAVAILABLE, "somebody has deleted it", "upload it again");
    }
}
