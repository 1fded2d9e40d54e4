package org.bacalhau.node.executor.docker;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Debian's registry on a free port of the loopback interface, with or without a password. */
final class TestRegistry implements AutoCloseable {
    static final String USER = "someone";
    static final String PASSWORD = "pass:word";

    // Of PASSWORD, by htpasswd -B.
    private static final String HASH = "$2b$04$1/QalgOAqbZTcM5/PTSSRe0wme4R4ZrQ141VfDg8PrvGaebknKdh2";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Process process;
    private final String address;

    private TestRegistry(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts one that everybody may use. */
    static TestRegistry open(Path directory) throws IOException {
        return start(directory, "");
    }

    /** Starts one for {@link #USER} alone. */
    static TestRegistry withPassword(Path directory) throws IOException {
        Path users = Files.writeString(directory.resolve("users"), USER + ":" + HASH + "\n");
        return start(directory, "auth:\n  htpasswd:\n    realm: test\n    path: " + users + "\n");
    }

    private static TestRegistry start(Path directory, String auth) throws IOException {
        String address = "127.0.0.1:" + freePort();
        Path config = Files.writeString(
                directory.resolve("registry.yml"),
                "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: "
                        + directory.resolve("registry") + "\nhttp:\n  addr: " + address + "\n" + auth);
        Process process = new ProcessBuilder(List.of("docker-registry", "serve", config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile())
                .start();
        TestRegistry registry = new TestRegistry(process, address);
        await().atMost(DEADLINE).until(registry::answers);
        return registry;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/v2/"))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns host and port. */
    String address() {
        return address;
    }

    /** Pushes a local image under a name here, and has the engine forget that name. Returns the name. */
    String push(String image, String name) {
        return push(image, name, List.of());
    }

    /** Likewise, with the login of a client's directory. */
    String push(String image, String name, List<String> clientOptions) {
        String full = address + "/" + name;
        DockerCli.run("tag", image, full);
        List<String> words = new ArrayList<>(clientOptions);
        words.addAll(List.of("push", full));
        DockerCli.run(words.toArray(new String[0]));
        DockerCli.run("image", "rm", full);
        return full;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
