package org.bacalhau.examples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.bacalhau.examples.ServeNode;

/** A node of ours in a process of its own, with durable stores. For one thread. */
public final class NodeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final BufferedReader output;
    private final URI uri;
    private final double startMillis;

    private NodeProcess(Process process) throws IOException {
        long begun = System.nanoTime();
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        String ready = output.readLine();
        if (ready == null || !ready.startsWith(ServeNode.READY)) {
            throw new IllegalStateException("the node did not start: it printed " + ready);
        }
        this.uri = URI.create(ready.substring(ServeNode.READY.length()));
        this.startMillis = (System.nanoTime() - begun) / 1e6;
    }

    /**
     * Starts a node on a data directory and returns when it listens. What it logs goes to a file beside the directory.
     *
     * @throws IOException if the process cannot be started
     * @throws IllegalStateException if the node does not start
     */
    public static NodeProcess start(Path directory) throws IOException {
        Process process = new ProcessBuilder(
                        java("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServeNode.class.getName(),
                        directory.toString())
                .redirectError(directory
                        .resolveSibling(directory.getFileName() + ".log")
                        .toFile())
                .start();
        try {
            return new NodeProcess(process);
        } catch (IOException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    Target target() {
        return new Target("this project", uri);
    }

    /** Returns where its API is. */
    public URI uri() {
        return uri;
    }

    /** Returns the time from the start of the process until it said that it listens. */
    double startMillis() {
        return startMillis;
    }

    /** Returns how much of the heap is in use after a collection, in bytes. */
    long usedHeap() throws IOException {
        Process histogram = new ProcessBuilder(java("jcmd"), Long.toString(process.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (Stream<String> lines =
                histogram.inputReader(StandardCharsets.UTF_8).lines()) {
            List<String> total = lines.filter(line -> line.startsWith("Total ")).toList();
            if (total.isEmpty()) {
                throw new IOException("jcmd does not tell the size of the heap");
            }
            return Long.parseLong(total.get(0).trim().split("\\s+")[2]);
        }
    }

    /** Returns the processor time that the node has used. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Returns how many bytes the node has written to disks; -1 where the system does not tell. */
    long writtenBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "io"))) {
            return lines.filter(line -> line.startsWith("write_bytes:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException | UncheckedIOException e) {
            return -1;
        }
    }

    /** Tells the node to end, and waits until it has. */
    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new TimeoutException("the node did not end within " + PATIENCE);
        }
        output.close();
    }
}
