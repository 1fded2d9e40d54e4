package org.bacalhau.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.model.ValidationException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobFilesTest {
    @TempDir
    Path temp;

    @TestFactory
    Stream<DynamicTest> recordedJobFilesAreValid() throws IOException {
        try (Stream<Path> files = Files.list(Recordings.directory().resolve("jobs"))) {
            return files
                    .filter(Files::isRegularFile)
                    // Only YAML after its placeholders are filled in.
                    .filter(file -> !file.endsWith("batch-docker-template.yaml"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        ApiJob job = JobFiles.read(file);
                        assertThat(JobSubmissions.read(job, Timeouts.NONE)
                                        .submission()
                                        .spec()
                                        .type()
                                        .wireName())
                                .isEqualTo(
                                        file.getFileName().toString().startsWith("spec-")
                                                ? JobType.BATCH.wireName()
                                                : file.getFileName().toString().replaceAll("-.*", ""));
                    }));
        }
    }

    @Test
    void readsScalarsOfYamlAsTextsWhereTextsAreWanted() {
        ApiJob job = JobFiles.read(
                "type: batch\ntasks:\n- name: 2024-01-01\n  env: {PORT: 8080, on: true, x: yes, y: 010}\n");

        assertThat(job.tasks().get(0).name()).isEqualTo("2024-01-01");
        assertThat(job.tasks().get(0).env()).isEqualTo(Map.of("PORT", "8080", "on", "true", "x", "yes", "y", "010"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "state", "Version", "REVISION", "CreateTime", "ModifyTime"})
    void refusesKeysThatOnlyTheNetworkSets(String key) {
        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> JobFiles.read("Type: batch\n" + key + ": 1\n"))
                .withMessageContaining("field: '" + key + "' in 'Job' is not allowed");
    }

    @Test
    void followsAliasesAndMerges() {
        ApiJob job = JobFiles.read(
                "type: batch\nmeta: &facts {a: b}\nlabels: *facts\ntasks:\n- name: x\n  env: {<<: *facts, c: d}\n");

        assertThat(job.labels()).isEqualTo(Map.of("a", "b"));
        assertThat(job.tasks().get(0).env()).isEqualTo(Map.of("a", "b", "c", "d"));
    }

    @Test
    void readsJsonThatIsIndentedByTabs() {
        assertThat(JobFiles.read("{\n\t\"Type\":\t\"ops\"\n}").type()).isEqualTo("ops");
    }

    @Test
    void refusesKeysThatAJobDoesNotHave() {
        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> JobFiles.read("Type: batch\nConut: 2\n"))
                .withMessageContaining("unknown field: 'Conut' in 'Job'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "- a",
                "text",
                "a: [",
                "Type: {}",
                "Tasks: {}",
                "\tType: batch",
                "Type: a\nType: b",
                "Meta: !!binary aGk="
            })
    void refusesWhatIsNoJob(String text) {
        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> JobFiles.read(text));
    }

    @Test
    void refusesYamlThatGrowsWithoutBound() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]%n".formatted(i, i, i - 1, i - 1, i - 1));
        }

        assertThatExceptionOfType(BacalhauException.class).isThrownBy(() -> JobFiles.read(bomb.toString()));
    }

    @Test
    void refusesYamlThatIsNestedTooDeeply() {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> JobFiles.read("Meta: " + "[".repeat(100_000)));
    }

    @Test
    void saysWhichFileCannotBeRead() throws IOException {
        Path binary = Files.write(temp.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});

        for (Path file : new Path[] {temp.resolve("missing.yaml"), temp, binary}) {
            assertThatExceptionOfType(BacalhauException.class)
                    .isThrownBy(() -> JobFiles.read(file))
                    .withMessageContaining(file.toString())
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        }
    }
}
