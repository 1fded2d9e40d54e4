package org.bacalhau.node.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.executor.docker.engine.RegistryLogin;
import org.bacalhau.node.executor.docker.image.DockerConfigFile;
import org.bacalhau.node.executor.docker.image.ImagePolicy;
import org.bacalhau.node.executor.docker.image.Logins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How images are found and fetched: against real registries. */
@RequiresDocker
class DockerImagesTest {
    @TempDir
    private Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private DockerExecutor executor;

    @BeforeEach
    void open() {
        executor = executor(Logins.NONE);
    }

    private DockerExecutor executor(Logins logins) {
        ImagePolicy policy = new ImagePolicy(10, Duration.ofMinutes(1), Duration.ofMinutes(1), logins);
        return opened(DockerExecutor.create(DockerConfig.DEFAULT.with(policy)));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
        String leftImages = DockerCli.run("images", "--quiet", "--filter", "reference=127.0.0.1:*/*");
        for (String image : leftImages.lines().toList()) {
            DockerCli.succeeds("image", "rm", "--force", image);
        }
    }

    private static Task task(String image) {
        return Task.builder("main", DockerSpec.of(image).build()).build();
    }

    private DockerRun printing(String image) {
        return DockerRun.of(directory, DockerSpec.of(image));
    }

    private static String saying(String words) {
        return TestImages.changed("saying-" + words, "ENTRYPOINT [\"echo\"]", "CMD [\"" + words + "\"]");
    }

    @Test
    void pullsAnImageThatIsNotThere() throws Exception {
        String image = opened(TestRegistry.open(directory)).push(saying("pulled"), "team/app:1.0");

        assertThat(executor.reasonNotToBid(task(image))).isEmpty();
        DockerRun run = printing(image);
        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo("pulled\n");
    }

    @Test
    void runsWhatTheTagMeantWhenItBid() throws Exception {
        TestRegistry registry = opened(TestRegistry.open(directory));
        String image = registry.push(saying("old"), "app:latest");

        assertThat(executor.reasonNotToBid(task(image))).isEmpty();
        registry.push(saying("new"), "app:latest");
        DockerRun run = printing(image);
        run.on(executor);

        assertThat(run.stdout()).isEqualTo("old\n");
    }

    @Test
    void takesAnImageByItsDigest() throws Exception {
        TestRegistry registry = opened(TestRegistry.open(directory));
        String tagged = registry.push(saying("by-digest"), "app:1");
        DockerCli.run("pull", tagged);
        String digest = DockerCli.run("image", "inspect", "--format", "{{index .RepoDigests 0}}", tagged);
        DockerCli.run("image", "rm", tagged);

        assertThat(digest).contains("@sha256:");
        DockerRun run = printing(digest);
        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo("by-digest\n");
    }

    @Test
    void prefersWhatTheEngineHas() throws Exception {
        // Nothing listens on this port: to ask would fail.
        String image = "127.0.0.1:9/team/local:1";
        DockerCli.run("tag", saying("local"), image);

        assertThat(executor.reasonNotToBid(task(image))).isEmpty();
        DockerRun run = printing(image);
        run.on(executor);
        assertThat(run.stdout()).isEqualTo("local\n");
    }

    @Test
    void pullsAgainWhatWasPrunedBetweenBidAndRun() throws Exception {
        String image = opened(TestRegistry.open(directory)).push(saying("pruned"), "app:1");
        DockerCli.run("pull", image);
        assertThat(executor.reasonNotToBid(task(image))).isEmpty();
        DockerCli.run("image", "rm", "--force", image, saying("pruned"));

        DockerRun run = printing(image);
        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).isEqualTo("pruned\n");
    }

    @Test
    void doesNotBidForAnImageOfAnotherPlatform() throws Exception {
        String pushed = opened(TestRegistry.open(directory)).push(TestImages.forPlatform("s390x"), "foreign:1");

        assertThat(executor.reasonNotToBid(task(pushed)))
                .isEqualTo("support the available image platforms [linux/s390x] (supports [linux/amd64])");
    }

    @Test
    void saysThatAnImageDoesNotExist() throws Exception {
        String image = opened(TestRegistry.open(directory)).address() + "/no/such:thing";

        assertThat(executor.reasonNotToBid(task(image)))
                .startsWith("have the image: Could not inspect image")
                .contains(image);
        assertThatThrownBy(() -> printing(image).on(executor)).isInstanceOfSatisfying(BacalhauException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_PROGRAM);
            assertThat(e.failure().retryable()).isFalse();
            assertThat(e.failure().message()).contains("Could not pull image \"" + image, "manifest unknown");
            assertThat(e.failure().hint()).isNotEmpty();
        });
    }

    @Test
    void triesAgainWhenARegistryIsAway() {
        assertThatThrownBy(() -> executor.reasonNotToBid(task("127.0.0.1:9/app:1")))
                .isInstanceOfSatisfying(BacalhauException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
                    assertThat(e.failure().retryable()).isTrue();
                });
    }

    @Test
    void saysThatItMayNotHaveAnImage() throws Exception {
        String image = pushToPrivate();

        assertThatThrownBy(() -> printing(image).on(executor)).isInstanceOfSatisfying(BacalhauException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(e.failure().retryable()).isFalse();
            assertThat(e.failure().hint()).contains("credentials", "docker login");
        });
        assertThat(executor.reasonNotToBid(task(image))).contains("Could not inspect image");
    }

    @Test
    void logsInAsTheNodesSettingsSay() throws Exception {
        String image = pushToPrivate();
        Logins logins = registry -> image.startsWith(registry + "/")
                ? Optional.of(new RegistryLogin(registry, TestRegistry.USER, TestRegistry.PASSWORD, false))
                : Optional.empty();

        DockerExecutor known = executor(logins);
        assertThat(known.reasonNotToBid(task(image))).isEmpty();
        assertThat(printing(image).on(known)).isZero();
    }

    @Test
    void logsInAsDockersOwnClientDoes() throws Exception {
        String image = pushToPrivate();

        DockerExecutor known = executor(new DockerConfigFile(directory.resolve("client/config.json")));
        assertThat(known.reasonNotToBid(task(image))).isEmpty();
        assertThat(printing(image).on(known)).isZero();
    }

    /** Pushes to a registry with a password, and leaves the login in the directory {@code client}. */
    private String pushToPrivate() throws IOException {
        TestRegistry registry = opened(TestRegistry.withPassword(directory));
        String pair = TestRegistry.USER + ":" + TestRegistry.PASSWORD;
        String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        Path client = Files.createDirectory(directory.resolve("client"));
        Files.writeString(
                client.resolve("config.json"),
                "{\"auths\": {\"" + registry.address() + "\": {\"auth\": \"" + auth + "\"}}}");
        return registry.push(saying("private"), "secret/app:1", List.of("--config", client.toString()));
    }
}
