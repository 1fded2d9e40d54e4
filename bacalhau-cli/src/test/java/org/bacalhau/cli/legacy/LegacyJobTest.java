package org.bacalhau.cli.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bacalhau.client.api.JobFiles;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.JobValidator;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.LabelRequirement.Operator;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.ResultPath;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.ValidationException;
import org.junit.jupiter.api.Test;

class LegacyJobTest {
    private static final String DOCKER = """
            APIVersion: V1beta2
            Metadata: {ID: 92d5d4ee, CreatedAt: "2023-01-01T00:00:00Z"}
            Spec:
              Engine: Docker
              Publisher: IPFS
              Docker:
                Image: ubuntu:22.04
                Entrypoint: [sh, -c]
                Parameters: ["echo $A"]
                EnvironmentVariables: ["A=1"]
                WorkingDirectory: /tmp
              Resources: {CPU: 500m, Memory: 1Gb, GPU: 1}
              Network: {Type: HTTP, Domains: [example.com]}
              Timeout: 1800
              Inputs:
                - {StorageSource: IPFS, Name: data, CID: QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG, Path: /in}
                - {StorageSource: URLDownload, URL: "https://example.com/x"}
                - {StorageSource: LocalDirectory, SourcePath: /data, ReadWrite: true, Path: /data}
                - {StorageSource: S3, S3: {Bucket: b, Key: k, Region: eu}, Path: /s3}
              Outputs:
                - {StorageSource: IPFS, Name: outputs, Path: /outputs}
              Annotations: [nightly]
              NodeSelectors:
                - {Key: zone, Operator: in, Values: [a, b]}
              DoNotTrack: true
              Deal: {Concurrency: 3, TargetingMode: any}
            """;

    private static LegacyJob read(String file) {
        return LegacyJob.read(JobFiles.map(file)).orElseThrow();
    }

    @Test
    void readsEveryPartOfAnOldJob() {
        JobSpec job = read(DOCKER).spec();
        Task task = job.task();

        assertThat(JobValidator.validate(job)).isEmpty();
        assertThat(job.type()).isEqualTo(JobType.BATCH);
        assertThat(job.count()).isEqualTo(3);
        assertThat(job.labels()).isEqualTo(Map.of("nightly", ""));
        assertThat(job.constraints()).containsExactly(new LabelRequirement("zone", Operator.IN, List.of("a", "b")));
        assertThat(task.engine().type()).isEqualTo("docker");
        assertThat(task.engine().param("Image")).isEqualTo("ubuntu:22.04");
        assertThat(task.engine().param("Entrypoint")).isEqualTo(List.of("sh", "-c"));
        assertThat(task.engine().param("EnvironmentVariables")).isEqualTo(List.of("A=1"));
        assertThat(task.engine().param("WorkingDirectory")).isEqualTo("/tmp");
        assertThat(task.publisher()).isEqualTo(SpecConfig.of("ipfs"));
        assertThat(task.resources()).isEqualTo(new ResourcesConfig("500m", "1Gb", "", "1"));
        assertThat(task.network().domains()).containsExactly("example.com");
        assertThat(task.timeouts().execution()).isEqualTo(Duration.ofSeconds(1800));
        assertThat(task.timeouts().total()).isZero();
        assertThat(task.resultPaths()).containsExactly(new ResultPath("outputs", "/outputs"));
    }

    @Test
    void readsEverySourceOfInputs() {
        List<InputSource> inputs = read(DOCKER).spec().task().inputSources();

        assertThat(inputs)
                .extracting(input -> input.source().type())
                .containsExactly("ipfs", "urlDownload", "localDirectory", "s3");
        assertThat(inputs).extracting(InputSource::target).containsExactly("/in", "/inputs", "/data", "/s3");
        assertThat(inputs.get(2).source().params()).isEqualTo(Map.of("SourcePath", "/data", "ReadWrite", true));
        assertThat(inputs.get(3).source().param("Bucket")).isEqualTo("b");
    }

    @Test
    void saysWhatItIgnores() {
        assertThat(read(DOCKER).warnings())
                .containsExactly(
                        "Metadata.ID is ignored", "Metadata.CreatedAt is ignored", "Spec.DoNotTrack is ignored");
    }

    @Test
    void readsKeysWhateverTheirCase() {
        LegacyJob job = read("""
                {"spec": {"engineSpec": {"type": "docker", "params": {"Image": "a:1"}}, "deal": {"targetingMode": "all"}}}
                """);

        assertThat(job.spec().type()).isEqualTo(JobType.OPS);
        assertThat(job.spec().task().engine().param("Image")).isEqualTo("a:1");
    }

    @Test
    void readsAJobInsideWhatDescribePrinted() {
        LegacyJob job = read("Job:\n  Spec: {Engine: Docker, Docker: {Image: 'a:1'}}\n  State: {}\n");

        assertThat(job.spec().count()).isEqualTo(1);
    }

    @Test
    void keepsNoOutputsWithoutAPublisher() {
        LegacyJob job = read("Spec: {Engine: Docker, Docker: {Image: 'a:1'}, Outputs: [{Name: o, Path: /o}]}");

        assertThat(job.spec().task().resultPaths()).isEmpty();
        assertThat(job.warnings()).containsExactly("Outputs are not kept: the job names no publisher");
    }

    @Test
    void readsAModuleForWebAssembly() {
        LegacyJob job = read("""
                Spec:
                  Engine: Wasm
                  Wasm:
                    EntryModule: {StorageSource: IPFS, CID: QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG}
                    Parameters: [a]
                    EnvironmentVariables: {LEVEL: 3}
                """);

        Map<String, ?> params = job.spec().task().engine().params();
        assertThat(params.get("Entrypoint")).isEqualTo("_start");
        assertThat(params.get("EnvironmentVariables")).isEqualTo(Map.of("LEVEL", "3"));
        assertThat(params.get("EntryModule").toString()).contains("Type=ipfs");
    }

    @Test
    void readsTheTaskOfAWorkflow() {
        LegacyJob job = read("""
                with: ubuntu:22.04
                do: docker/run
                inputs:
                  entrypoint: [echo]
                  parameters: [hello]
                  workdir: /w
                  env: {A: "1"}
                  mounts: {/in: "ipfs://QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"}
                  outputs: {out: /out}
                meta:
                  bacalhau/config: {publisher: Local, timeout: 60, resources: {cpu: "1"}, annotations: [x]}
                """);

        Task task = job.spec().task();
        assertThat(JobValidator.validate(job.spec())).isEmpty();
        assertThat(task.engine().param("EnvironmentVariables")).isEqualTo(List.of("A=1"));
        assertThat(task.inputSources().get(0).target()).isEqualTo("/in");
        assertThat(task.resultPaths()).containsExactly(new ResultPath("out", "/out"));
        assertThat(task.timeouts().execution()).isEqualTo(Duration.ofMinutes(1));
        assertThat(task.resources().cpu()).isEqualTo("1");
        assertThat(job.spec().labels()).containsKey("x");
    }

    @Test
    void leavesOtherShapesAlone() {
        assertThat(LegacyJob.read(JobFiles.map("Type: batch\nTasks: []\n"))).isEmpty();
    }

    @Test
    void tellsEveryFaultAtOnce() {
        ValidationException thrown = catchThrowableOfType(ValidationException.class, () -> read("""
                Spec:
                  Engine: Lambda
                  Publisher: Estuary
                  Timeout: soon
                  Inputs: [{StorageSource: RepoClone, Repo: x}, 3]
                  NodeSelectors: [{Key: a, Operator: like, Values: [b]}]
                  Network: {Type: Bridge}
                """));

        assertThat(thrown.faults())
                .extracting(fault -> fault.path())
                .containsExactlyInAnyOrder(
                        "Spec.Engine",
                        "Spec.Publisher",
                        "Spec.Timeout",
                        "Spec.Inputs[0].StorageSource",
                        "Spec.Inputs[1]",
                        "Spec.NodeSelectors[0].Operator",
                        "Spec.Network.Type");
    }
}
