package org.bacalhau.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ServerKeys;
import org.bacalhau.node.executor.docker.DockerConfig;
import org.bacalhau.node.executor.docker.DockerExecutor;

/** Steps about this machine. Stateless. */
final class HostSteps {
    private static final Instant EARLIEST = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final long LEAST_DISK = 1L << 30;
    private static final Backoff ONCE = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 1);

    private HostSteps() {}

    static Finding clock(InstantSource clock) {
        Instant now = clock.instant();
        return now.isAfter(EARLIEST) && now.isBefore(LATEST)
                ? Finding.good(now.toString())
                : Finding.broken(
                        "it is " + now + ", says this machine",
                        "set its clock, or certificates and tokens are not valid");
    }

    static Finding directory(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            return Finding.broken(directory + " is no directory", "name another with --data-dir or BACALHAU_DIR");
        }
        Path existing = existing(directory);
        try {
            Files.delete(Files.createTempFile(existing, ".doctor-", ".tmp"));
        } catch (IOException e) {
            return Finding.broken(
                    existing + " cannot be written: " + e.getClass().getSimpleName(),
                    "let this user own and write it, or name another with --data-dir or BACALHAU_DIR");
        }
        return Finding.good(existing.equals(directory) ? directory.toString() : directory + ", which can be made");
    }

    private static Path existing(Path directory) {
        Path path = directory.toAbsolutePath();
        while (!Files.isDirectory(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    static Finding disk(Path directory) {
        long free;
        try {
            free = Files.getFileStore(existing(directory)).getUsableSpace();
        } catch (IOException e) {
            return Finding.broken("the disk of " + directory + " does not tell its space", "look at it with df");
        }
        String text = free / (1 << 20) + " MiB free for " + directory;
        return free >= LEAST_DISK
                ? Finding.good(text)
                : Finding.broken(text, "free 1 GiB, or name a directory on another disk with --data-dir");
    }

    /** Tells whether this machine can listen where settings say, or a node does already. */
    static Finding port(NodeConfig config) {
        String host = config.get(ServerKeys.HOST);
        int port = config.get(ServerKeys.PORT);
        String address = host + ":" + port;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the server does: a connection that has just ended is in nobody's way
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return Finding.good(address + " is free");
        } catch (IOException e) {
            boolean isNode = port != 0 && isNode(host, port);
            return isNode
                    ? Finding.good(address + " is a node's")
                    : Finding.broken(
                            "nobody can listen on " + address + ": " + e.getMessage(),
                            "end the program that has it, or choose another with --port or Node.ServerAPI.Port");
        }
    }

    private static boolean isNode(String host, int port) {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        for (String scheme : new String[] {"http", "https"}) {
            URI uri = URI.create(scheme + "://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port);
            // Nothing is told to it, so that it does not matter who it is.
            try (BacalhauClient client = BacalhauClient.builder(uri)
                    .trustAnybody()
                    .retries(ONCE)
                    .requestTimeout(Duration.ofSeconds(3))
                    .build()) {
                if (client.agent().alive()) {
                    return true;
                }
            } catch (BacalhauException notThisWay) {
                continue;
            }
        }
        return false;
    }

    static Finding docker() {
        try (DockerExecutor docker = DockerExecutor.create(DockerConfig.DEFAULT)) {
            return docker.isAvailable()
                    ? Finding.good("an engine answers")
                    : Finding.missing(
                            "no engine answers, so that jobs in containers cannot run here",
                            "start Docker, set DOCKER_HOST, or let this user use its socket; WebAssembly needs none");
        }
    }
}
