package org.bacalhau.node.publisher.local;

import java.io.IOException;
import java.util.Map;

/** Tells where others find an archive. Safe for any thread. */
@FunctionalInterface
public interface ArchiveAddresses {
    /** By its place on this machine, for networks that nobody else takes part in. */
    ArchiveAddresses FILES = archive -> Map.of("URL", archive.file().toUri().toString());

    /**
     * Makes an archive known. Blocks until it can be had there.
     *
     * @return the parameters of the source that leads to it, {@code URL} among them
     * @throws IOException if it cannot be had there, but perhaps later
     * @throws org.bacalhau.core.model.BacalhauException if it cannot be had there, for a known reason
     * @throws InterruptedException if the caller was interrupted
     */
    Map<String, Object> advertise(PublishedArchive archive) throws IOException, InterruptedException;
}
