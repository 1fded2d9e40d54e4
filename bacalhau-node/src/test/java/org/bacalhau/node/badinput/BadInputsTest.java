package org.bacalhau.node.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bacalhau.client.archive.TarGz;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.testing.FileTrees;
import org.bacalhau.node.storage.inline.InlineData;
import org.bacalhau.node.storage.local.LocalDirectoryStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that cannot be had. */
class BadInputsTest {
    private static final String SECRET = "nobody's business";

    @TempDir
    private Path directory;

    private BadInputNetwork.Builder builder;
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void describeNetwork() throws IOException {
        Path nodes = Files.createDirectory(directory.resolve("nodes"));
        builder = BadInputNetwork.builder(nodes).script(request -> {
            runs.incrementAndGet();
            return RunResult.SUCCESS;
        });
    }

    private EndedJob run(SpecConfig input) {
        try (BadInputNetwork network = builder.start()) {
            EndedJob ended = network.run(task(input));
            assertThat(runs).as("runs of the program").hasValue(0);
            return ended;
        }
    }

    private static Task task(SpecConfig input) {
        return ScriptedExecutor.task().input(input, "/in").build();
    }

    private static SpecConfig url(String url) {
        return SpecConfig.of("urlDownload").with("URL", url);
    }

    /** The node is full, so the second job waits in its queue, where it has been bid for and not yet begun. */
    @Test
    void directoryThatVanishesBetweenBidAndRun() throws IOException {
        Path folder = FileTrees.write(directory.resolve("shared/folder"), Map.of("a.txt", "a"));
        CountDownLatch released = new CountDownLatch(1);
        BadInputNetwork.Builder full = BadInputNetwork.builder(directory.resolve("full"))
                .allow(directory.resolve("shared"))
                .nodes(1)
                .script(request -> {
                    released.await();
                    return RunResult.SUCCESS;
                });
        try (BadInputNetwork network = full.start()) {
            JobId first = network.submit(ScriptedExecutor.task()
                    .resources(new ResourcesConfig("4", "", "", ""))
                    .build());
            network.awaitBid(first);
            JobId second = network.submit(task(LocalDirectoryStorage.readOnly(folder)));
            network.awaitBid(second);
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
            released.countDown();

            network.awaitEnd(second)
                    .failedBy(ErrorCode.INPUT_UNAVAILABLE, "input 0 (localDirectory, /in)", folder.toString())
                    .hinting("check the path")
                    .once();
            network.endOf(first).completed();
        } finally {
            released.countDown();
        }
    }

    @Test
    void directoryThatVanishesWhileTheNodeDecidesOnTheBid() throws IOException {
        AtomicBoolean gone = new AtomicBoolean();
        Path folder = FileTrees.write(directory.resolve("shared/folder"), Map.of("a.txt", "a"));
        builder.allow(directory.resolve("shared"))
                .eachNode(node -> node.bidStrategy(request -> {
                    if (gone.compareAndSet(false, true)) {
                        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
                    }
                    return BidDecision.bid("have it");
                }));

        run(LocalDirectoryStorage.readOnly(folder))
                .failedBy(ErrorCode.INPUT_UNAVAILABLE, folder.toString())
                .once();
    }

    @Test
    void directoryThatVanishesWhileTheProgramReadsIt() throws IOException {
        Path folder = FileTrees.write(directory.resolve("shared/folder"), Map.of("a.txt", "a"));
        BadInputNetwork.Builder reading = BadInputNetwork.builder(directory.resolve("reading"))
                .allow(directory.resolve("shared"))
                .script(request -> {
                    Path file = request.inputs().get(0).source().resolve("a.txt");
                    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
                    return new RunResult(Files.readString(file).length());
                });
        try (BadInputNetwork network = reading.start()) {
            // The program's failure is worth another try, and that finds the input gone for good.
            EndedJob ended = network.run(task(LocalDirectoryStorage.readOnly(folder)))
                    .failedBy(1, ErrorCode.INPUT_UNAVAILABLE, folder.toString())
                    .times(2);
            assertThat(ended.failure(0).code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
            assertThat(ended.failure(0).message()).contains("execution error", "NoSuchFile", "a.txt");
        }
    }

    @Test
    void directoryThatNeverWasThere() {
        builder.allow(directory.resolve("shared"));

        run(LocalDirectoryStorage.readOnly(directory.resolve("shared/nothing")))
                .failedBy(ErrorCode.INPUT_UNAVAILABLE, "nothing")
                .once();
    }

    @Test
    void directoryThatIsNotAllowed() throws IOException {
        Files.writeString(directory.resolve("secret"), SECRET);
        builder.allow(directory.resolve("shared"));

        run(LocalDirectoryStorage.readOnly(directory.resolve("secret")))
                .failedBy(ErrorCode.PERMISSION_DENIED, "not in allowed paths", "secret")
                .hinting("operator")
                .once();
    }

    @Test
    void linkThatLeadsOutOfTheAllowedDirectory() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), SECRET);
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Path link = Files.createSymbolicLink(shared.resolve("link"), secret);
        builder.allow(shared);

        run(LocalDirectoryStorage.readOnly(link))
                .failedBy(ErrorCode.PERMISSION_DENIED, "not in allowed paths")
                .once();
    }

    @Test
    void archiveThatIsDamaged() {
        byte[] whole = new TarGz().file("a", "x".repeat(10_000)).bytes();
        for (byte[] damaged : new byte[][] {
            new byte[0], {1, 2, 3}, Arrays.copyOf(whole, 12), Arrays.copyOf(whole, whole.length - 9), flipped(whole)
        }) {
            run(Programs.archive(damaged))
                    .failedBy(ErrorCode.INPUT_UNAVAILABLE, "input 0 (inline, /in)", "archive")
                    .once();
        }
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] damaged = bytes.clone();
        damaged[damaged.length / 2] ^= 0x55;
        return damaged;
    }

    @Test
    void archiveThatClimbsOut() {
        run(Programs.archive(new TarGz().file("../../climbed", "x").bytes()))
                .failedBy(ErrorCode.INPUT_UNAVAILABLE, "climbed")
                .once();
    }

    @Test
    void dataUrlThatIsNone() {
        Task task = task(InlineData.source("data;base64,@@"));
        try (BadInputNetwork network = builder.start()) {
            network.run(task).failedUnplaced("data URL");
        }
        try (BadInputNetwork network = builder.requesterChecks().start()) {
            BacalhauException refusal =
                    network.refusal(JobSpec.builder(JobType.BATCH, task).build());

            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refusal).hasMessageContaining("InputSources[0].Source.Params.URL");
        }
    }

    @Test
    void urlThatNobodyServes() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            builder.allowLoopback();
            run(url("http://127.0.0.1:" + server.getAddress().getPort() + "/gone.txt"))
                    .failedBy(ErrorCode.INPUT_UNAVAILABLE, "404", "/gone.txt")
                    .once();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void urlOfAPrivateAddress() {
        for (String address : new String[] {
            "http://127.0.0.1:1/x",
            "http://localhost:1/x",
            "http://169.254.169.254/latest/meta-data",
            "http://[::1]:1/x"
        }) {
            run(url(address)).failedBy(ErrorCode.PERMISSION_DENIED, "address").once();
        }
    }

    @Test
    void urlThatIsNone() {
        try (BadInputNetwork network = builder.start()) {
            network.run(task(url("gopher://example.com/x"))).failedUnplaced("gopher");
        }
    }
}
