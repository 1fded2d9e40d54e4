package org.bacalhau.core.compute.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    @TempDir
    Path root;

    @Test
    void removesAllButWhatIsKeptOrRuns() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        leave("gone-1");
        leave(Jobs.executionId(2).value());
        leave(Jobs.executionId(3).value());
        Files.writeString(root.resolve("stray file"), "x");
        RunnerRig rig = new RunnerRig(root);
        rig.program = request -> {
            request.createWorkDirectory();
            begun.countDown();
            RunnerRig.await(go);
            assertThat(request.workDirectory()).exists();
            return RunResult.SUCCESS;
        };
        RunnerRig.Started running = rig.start(1, Jobs.task());
        RunnerRig.await(begun);

        rig.runner().sweep(RunnerRig.ids(2));

        assertThat(root.resolve(Jobs.executionId(3).value())).doesNotExist();
        go.countDown();
        running.awaitEnd();
        rig.close();
        assertThat(root)
                .isDirectoryContaining(path -> path.endsWith(Jobs.executionId(2).value()));
        assertThat(rig.leftovers()).hasSize(3);
        assertThat(rig.faults).isEmpty();
    }

    @Test
    void finishesASweepThatWasCutShort() throws Exception {
        leave(RunDirectory.SWEPT + "/same");
        leave("same");
        RunnerRig rig = new RunnerRig(root);

        rig.runner().sweep(Set.of());

        rig.close();
        assertThat(rig.leftovers()).isEmpty();
        assertThat(rig.faults).isEmpty();
    }

    @Test
    void doesNothingOnANodeWithoutFiles() throws Exception {
        RunnerRig rig = new RunnerRig(root.resolve("never"));

        rig.runner().sweep(Set.of());

        rig.close();
        assertThat(rig.root).doesNotExist();
        assertThat(rig.faults).isEmpty();
    }

    private void leave(String name) throws Exception {
        Path directory = Files.createDirectories(root.resolve(name).resolve("results"));
        Files.writeString(directory.resolve("file"), "x");
    }
}
