package org.bacalhau.node.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.executor.wasm.WasmSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody in the network offers is refused at once, with a list of what is offered. */
class UnknownTypesTest {
    @TempDir
    private Path directory;

    private BacalhauException refusal(Task.Builder task) {
        try (BadInputNetwork network =
                BadInputNetwork.builder(directory).allow(directory).start()) {
            BacalhauException refusal =
                    network.refusal(JobSpec.builder(JobType.BATCH, task.build()).build());
            network.checkOthersRun();
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
            return refusal;
        }
    }

    private static Task.Builder noop() {
        return Task.builder("main", SpecConfig.of("noop"));
    }

    @Test
    void refusesAnUnknownEngine() {
        BacalhauException refusal = refusal(Task.builder("main", SpecConfig.of("quantum")));

        assertThat(refusal.failure().message()).contains("Engine.Type", "quantum");
        assertThat(refusal.failure().hint()).contains("noop", "wasm");
    }

    @Test
    void refusesAnUnknownSource() {
        BacalhauException refusal = refusal(noop().input(SpecConfig.of("inline").with("URL", "data:,"), "/a")
                .input(SpecConfig.of("carrierPigeon"), "/b"));

        assertThat(refusal.failure().message()).contains("InputSources[1].Source.Type", "carrierPigeon");
        assertThat(refusal.failure().hint()).contains("inline", "localdirectory", "urldownload");
    }

    @Test
    void refusesAnUnknownPublisher() {
        BacalhauException refusal = refusal(noop().publisher(SpecConfig.of("townCrier")));

        assertThat(refusal.failure().message()).contains("Publisher.Type", "townCrier");
        assertThat(refusal.failure().hint()).contains("local", "noop");
    }

    @Test
    void refusesAnUnknownSourceOfAModule() {
        try (BadInputNetwork network =
                BadInputNetwork.builder(directory).requesterChecks().start()) {
            Task task = Task.builder(
                            "main", WasmSpec.of(SpecConfig.of("carrierPigeon")).build())
                    .build();

            BacalhauException refusal =
                    network.refusal(JobSpec.builder(JobType.BATCH, task).build());

            assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
            assertThat(refusal.failure().message()).contains("Engine", "carrierPigeon");
            assertThat(refusal.failure().hint()).contains("inline");
        }
    }

    @Test
    void failsAJobWhoseModuleNoNodeCanFetchThoughTheRequesterCannotTell() {
        try (BadInputNetwork network = BadInputNetwork.builder(directory).start()) {
            Task task = Task.builder(
                            "main", WasmSpec.of(SpecConfig.of("carrierPigeon")).build())
                    .build();

            network.run(task).failedUnplaced("carrierPigeon");
        }
    }

    @Test
    void refusesAllUnknownThingsInOneGo() {
        BacalhauException refusal = refusal(Task.builder("main", SpecConfig.of("quantum"))
                .input(SpecConfig.of("carrierPigeon"), "/b")
                .publisher(SpecConfig.of("townCrier")));

        assertThat(refusal.failure().message()).contains("quantum", "carrierPigeon", "townCrier");
        assertThat(refusal.failure().hint()).contains("wasm", "inline", "noop");
    }
}
