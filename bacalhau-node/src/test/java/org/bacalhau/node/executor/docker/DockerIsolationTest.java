package org.bacalhau.node.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.Resources;
import org.bacalhau.node.executor.docker.ContainerPolicy.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a program from the host, and what it may use of it. */
@RequiresDocker
class DockerIsolationTest {
    private static DockerExecutor executor;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() {
        executor = DockerExecutor.create(DockerConfig.DEFAULT);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private String output(String script) throws IOException, InterruptedException {
        return output(executor, script);
    }

    private String output(DockerExecutor other, String script) throws IOException, InterruptedException {
        DockerRun run = DockerRun.script(directory, script);
        run.on(other);
        return run.stdout() + run.stderr();
    }

    @Test
    void givesNoCapabilitiesAndNoWayToAny() throws Exception {
        assertThat(output("grep -E 'Cap|NoNewPrivs|Seccomp:' /proc/self/status | tr -d '\\t'")
                        .lines())
                .contains(
                        "CapInh:0000000000000000",
                        "CapPrm:0000000000000000",
                        "CapEff:0000000000000000",
                        "CapBnd:0000000000000000",
                        "NoNewPrivs:1",
                        "Seccomp:2");
    }

    @Test
    void refusesWhatNeedsPrivileges() throws Exception {
        assertThat(output("mount -t tmpfs none /mnt 2>&1; mknod /tmp/disk b 8 0; chroot / true; hostname other"))
                .contains("mount: permission denied", "mknod: /tmp/disk: Operation not permitted")
                .contains("chroot: can't change root directory", "hostname: sethostname");
    }

    @Test
    void sharesNoNamespaceWithTheHost() throws Exception {
        String script = "for n in ipc mnt net pid uts cgroup; do readlink /proc/self/ns/$n; done";
        List<String> host = List.of("ipc", "mnt", "net", "pid", "uts", "cgroup").stream()
                .map(name -> {
                    try {
                        return Path.of("/proc/self/ns/" + name).toRealPath().toString();
                    } catch (IOException e) {
                        return readLink("/proc/self/ns/" + name);
                    }
                })
                .toList();

        assertThat(output(script).lines()).hasSize(6).doesNotContainAnyElementsOf(host);
    }

    private static String readLink(String link) {
        try {
            return java.nio.file.Files.readSymbolicLink(Path.of(link)).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void hasNoNetworkButTheLoopbackInterface() throws Exception {
        assertThat(output("ls /sys/class/net").lines()).containsExactly("lo");
    }

    @Test
    void joinsANetworkOfItsOwnIfItMayReachEverything() throws Exception {
        DockerRun run = DockerRun.script(directory, "ls /sys/class/net; grep host.docker.internal /etc/hosts")
                .network(new NetworkConfig(NetworkConfig.Type.FULL, List.of()));

        assertThat(run.on(executor)).isZero();
        assertThat(run.stdout()).contains("eth0", "host.docker.internal").doesNotContain("docker0");
    }

    @Test
    void survivesAForkBomb() throws Exception {
        DockerRun run =
                DockerRun.script(directory, "i=0; while [ $i -lt 3000 ]; do sleep 5 & i=$((i+1)); done; echo all");

        assertThat(run.on(executor)).isNotZero();
        assertThat(run.stdout()).doesNotContain("all");
        assertThat(run.stderr()).contains("can't fork");
    }

    @Test
    void limitsProcessorTime() throws Exception {
        DockerRun run = DockerRun.script(directory, "sleep 1000").resources(Resources.of(100, 64L << 20, 0, 0));
        BackgroundRun background = BackgroundRun.start(run, executor)
                .until(() -> isRunning(run.id().value()));

        assertThat(inspect(run, "{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}} {{.HostConfig.MemorySwap}}"))
                .isEqualTo("100000000 67108864 67108864");
        background.interrupt().failure();
    }

    private static boolean isRunning(String name) {
        return !DockerCli.run("ps", "--quiet", "--filter", "name=" + name).isEmpty();
    }

    private static String inspect(DockerRun run, String format) {
        String name = DockerCli.containers(run.id().value()).get(0);
        return DockerCli.run("inspect", "--format", format, name);
    }

    @Test
    void reportsThatMemoryRanOutAsACauseOfItsOwn() {
        DockerRun run = DockerRun.script(directory, "echo begun; exec tail /dev/zero")
                .resources(Resources.of(1000, 32L << 20, 0, 0));

        assertThatThrownBy(() -> run.on(executor)).isInstanceOfSatisfying(BacalhauException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
            assertThat(e.failure().message()).contains("memory limit exceeded");
            assertThat(e.failure().hint()).contains("Resources.Memory");
        });
        assertThat(run.stdout()).isEqualTo("begun\n");
    }

    @Test
    void stopsAProgramThatFillsTheDisk() throws Exception {
        DockerRun inContainer = DockerRun.script(directory, "head -c 20000000 /dev/zero > /big; sleep 1000")
                .resources(Resources.of(1000, 64L << 20, 10_000_000, 0));
        DockerRun inOutput = DockerRun.script(directory, "head -c 20000000 /dev/zero > /out/big; sleep 1000")
                .output("out", "/out")
                .resources(Resources.of(1000, 64L << 20, 10_000_000, 0));

        for (DockerRun run : List.of(inContainer, inOutput)) {
            assertThatThrownBy(() -> run.on(executor)).isInstanceOfSatisfying(BacalhauException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.OUTPUT_TOO_LARGE);
                assertThat(e.failure().message()).contains("disk limit exceeded", "20 MB of 10 MB");
            });
            assertThat(DockerCli.containers(run.id().value())).isEmpty();
        }
    }

    @Test
    void limitsSharedMemory() throws Exception {
        assertThat(output("head -c 100000000 /dev/zero > /dev/shm/big; stat -c %s /dev/shm/big"))
                .startsWith(Long.toString(ContainerPolicy.DEFAULT.sharedMemoryBytes()));
    }

    @Test
    void givesBackCapabilitiesThatTheNodeAllows() throws Exception {
        ContainerPolicy usual = ContainerPolicy.DEFAULT;
        ContainerPolicy policy = new ContainerPolicy(
                usual.user(), List.of("CHOWN", "MKNOD"), true, usual.processes(), usual.sharedMemoryBytes(), 0);
        try (DockerExecutor looser = DockerExecutor.create(DockerConfig.DEFAULT.with(policy))) {
            assertThat(output(looser, "touch /x && chown 5 /x && stat -c %u /x; grep NoNewPrivs /proc/self/status"))
                    .contains("5\n", "NoNewPrivs:\t0");
        }
    }

    @Test
    void runsNothingAsRootIfTheNodeSaysSo() throws Exception {
        ContainerPolicy usual = ContainerPolicy.DEFAULT;
        ContainerPolicy policy = new ContainerPolicy(
                User.NEVER_ROOT, List.of(), false, usual.processes(), usual.sharedMemoryBytes(), usual.diskBytes());
        try (DockerExecutor strict = DockerExecutor.create(DockerConfig.DEFAULT.with(policy))) {
            DockerRun run =
                    DockerRun.script(directory, "id -u; echo x > /out/x").output("out", "/out");

            assertThat(run.on(strict)).as(run.stderr()).isZero();
            assertThat(run.stdout()).isEqualTo("65534\n");
            assertThat(run.result("out").resolve("x")).hasContent("x\n");
        }
    }
}
