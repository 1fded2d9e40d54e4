package org.bacalhau.node.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bacalhau.core.model.Resources;

/** Measures what this machine has for jobs. Stateless. */
public final class HostResources {
    private HostResources() {}

    /**
     * Returns the processors and the heap of this process, and the free space of a directory's disk. Jobs run inside this
     * process, so that memory beyond its heap is of no use to them.
     *
     * @param storage a directory that exists
     */
    public static Resources measure(Path storage) {
        Runtime host = Runtime.getRuntime();
        return Resources.of(host.availableProcessors() * 1000L, host.maxMemory(), freeSpace(storage), 0);
    }

    private static long freeSpace(Path storage) {
        try {
            return Math.max(0, Files.getFileStore(storage).getUsableSpace());
        } catch (IOException e) {
            // The disk does not tell; a job that asks for disk space then needs a limit that is set.
            return 0;
        }
    }
}
