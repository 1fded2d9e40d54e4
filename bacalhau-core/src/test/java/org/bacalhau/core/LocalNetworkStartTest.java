package org.bacalhau.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bacalhau.core.executor.ScriptedExecutor;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeState.Connection;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.testing.Await;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A network is there as a whole when it has started, or not at all. */
class LocalNetworkStartTest {
    // Other builds on this machine may be running the same test.
    private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";

    @RepeatedTest(20)
    void everyNodeIsKnownWhenTheNetworkHasStarted() {
        try (LocalNetwork network = LocalNetwork.builder()
                .computeNodes(5, (node, index) -> node.id("node-" + index).executor(LambdaExecutor.succeeding()))
                .start()) {
            assertThat(network.requester().nodes())
                    .hasSize(5)
                    .allMatch(node -> node.connection() == Connection.CONNECTED);
            BacalhauException refused = Await.failure(network.requester()
                    .submit(JobSpec.builder(
                                    JobType.BATCH,
                                    Task.builder("main", SpecConfig.of("quantum"))
                                            .build())
                            .build()));
            assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        }
    }

    @Test
    void theLastNodesEngineMayBeUsedAtOnce() {
        try (LocalNetwork network = LocalNetwork.builder()
                .computeNode(node -> node.executor(LambdaExecutor.succeeding()))
                .computeNode(node -> node.executor(new ScriptedExecutor()))
                .start()) {
            JobSpec spec = JobSpec.builder(
                            JobType.BATCH,
                            Task.builder("main", ScriptedExecutor.program(0)).build())
                    .build();

            assertThat(Await.outcome(network.requester().submit(spec)).job()).isNotNull();
        }
    }

    @Test
    void aNodeThatCannotStartTakesTheWholeNetworkWithIt() {
        Throwable failure = catchThrowable(() -> LocalNetwork.builder()
                .requester(node -> node.id(prefix + "requester"))
                .computeNode(node -> node.id(prefix + "same").executor(LambdaExecutor.succeeding()))
                .computeNode(node -> node.id(prefix + "same").executor(LambdaExecutor.succeeding()))
                .start());

        assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageContaining(prefix + "same takes part");
        assertThat(threadsOf(prefix)).isEmpty();
        assertThat(directoriesOf(prefix)).isEmpty();
    }

    @Test
    void aNodeThatCannotBeSetUpTakesTheWholeNetworkWithIt() {
        Throwable failure = catchThrowable(() -> LocalNetwork.builder()
                .requester(node -> node.id(prefix + "requester"))
                .computeNode(node -> node.id(prefix + "first").executor(LambdaExecutor.succeeding()))
                .computeNode(node -> {
                    throw new IllegalArgumentException("no such thing");
                })
                .start());

        assertThat(failure).isInstanceOf(IllegalArgumentException.class).hasMessage("no such thing");
        assertThat(threadsOf(prefix)).isEmpty();
        assertThat(directoriesOf(prefix)).isEmpty();
    }

    @Test
    void givesItsNodesInTheirOrderAndMayBeClosedTwice() {
        LocalNetwork network = LocalNetwork.builder()
                .requester(node -> node.id(prefix + "requester"))
                .computeNodes(2, (node, index) -> node.id(prefix + index))
                .start();

        assertThat(network.computeNodes())
                .extracting(node -> node.id().value())
                .containsExactly(prefix + "0", prefix + "1");
        assertThat(network.requesterNode().id().value()).isEqualTo(prefix + "requester");
        assertThat(threadsOf(prefix)).isNotEmpty();
        assertThat(directoriesOf(prefix)).hasSize(2);
        network.close();
        network.close();
        assertThat(threadsOf(prefix)).isEmpty();
        assertThat(directoriesOf(prefix)).isEmpty();
    }

    /** Returns the live threads of nodes whose ids begin so. */
    static Set<String> threadsOf(String idPrefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("bacalhau-") && name.contains("-" + idPrefix))
                .collect(Collectors.toSet());
    }

    /** Returns the temporary directories of nodes whose ids begin so. */
    static List<Path> directoriesOf(String idPrefix) {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("bacalhau-" + idPrefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
