package org.bacalhau.node.executor.docker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.node.executor.docker.engine.DockerEngine;
import org.bacalhau.node.executor.docker.engine.EngineException;

/**
 * Looks every so often how much an execution has written, which few of the engine's storage drivers can limit by themselves,
 * and whether the engine still answers. For the run's thread.
 */
final class DiskWatch {
    // To look costs the engine a walk through the container's files: at most a tenth of the time goes into it.
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int SHARE = 10;
    private static final Duration UNLIMITED = Duration.ofSeconds(10);

    private final DockerEngine engine;
    private final List<RunRequest.Output> outputs;
    private final long limitBytes;
    private Duration interval;

    /**
     * Creates it.
     *
     * @param limitBytes how much may be written; 0: any amount
     */
    DiskWatch(DockerEngine engine, List<RunRequest.Output> outputs, long limitBytes) {
        this.engine = engine;
        this.outputs = outputs;
        this.limitBytes = limitBytes;
        this.interval = limitBytes == 0 ? UNLIMITED : SHORTEST;
    }

    /** Returns after how long to look next. */
    Duration interval() {
        return interval;
    }

    /**
     * Looks.
     *
     * @throws BacalhauException if too much was written
     * @throws EngineException if the engine does not answer
     */
    void check(String container) throws IOException, InterruptedException {
        if (limitBytes == 0) {
            engine.inspect(container);
            return;
        }
        long begin = System.nanoTime();
        long used = engine.writtenBytes(container);
        for (RunRequest.Output output : outputs) {
            used += bytesIn(output.directory());
        }
        Duration next = Duration.ofNanos((System.nanoTime() - begin) * SHARE);
        interval = next.compareTo(SHORTEST) < 0 ? SHORTEST : next.compareTo(LONGEST) > 0 ? LONGEST : next;
        if (used > limitBytes) {
            throw ContainerFaults.outOfDisk(used, limitBytes);
        }
    }

    private static long bytesIn(Path directory) throws IOException {
        Sum sum = new Sum();
        Files.walkFileTree(directory, sum);
        return sum.bytes;
    }

    /** Follows no links. What vanishes or is locked meanwhile counts nothing. */
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, java.io.IOException fault) throws IOException {
            if (fault != null && !(fault instanceof NoSuchFileException)) {
                throw fault;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
