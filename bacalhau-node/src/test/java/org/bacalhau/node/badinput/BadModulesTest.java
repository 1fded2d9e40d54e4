package org.bacalhau.node.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bacalhau.client.archive.TarGz;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.node.executor.wasm.Fixtures;
import org.bacalhau.node.executor.wasm.WasmSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that cannot be run as asked: their jobs fail at the first try, since the next would be no better. */
class BadModulesTest {
    @TempDir
    private Path directory;

    private BadInputNetwork network;

    @BeforeEach
    void startNetwork() {
        network = BadInputNetwork.builder(directory).start();
    }

    @AfterEach
    void closeNetwork() {
        network.close();
    }

    private EndedJob runBytes(byte[] module) {
        return network.run(Programs.task(module).build()).once();
    }

    private EndedJob runText(String text) {
        return runBytes(Fixtures.wat(text));
    }

    @Test
    void truncatedModule() {
        byte[] whole = Fixtures.wat(Programs.FLOOD);
        for (int length : new int[] {4, 9, 20, whole.length / 2, whole.length - 1}) {
            runBytes(Arrays.copyOf(whole, length))
                    .failedBy(ErrorCode.BAD_PROGRAM, "is not a valid WebAssembly module")
                    .hinting("damaged");
        }
    }

    @Test
    void randomBytesBehindTheMagic() {
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            byte[] noise = new byte[1000];
            random.nextBytes(noise);
            System.arraycopy(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, 0, noise, 0, 8);
            runBytes(noise).failedBy(ErrorCode.BAD_PROGRAM, "entry module");
        }
    }

    @Test
    void bytesFlippedInASoundModule() {
        Random random = new Random(11);
        byte[] sound = Fixtures.wat(Programs.files(1));
        for (int i = 0; i < 40; i++) {
            byte[] damaged = sound.clone();
            damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt();
            EndedJob ended = network.run(Programs.task(damaged)
                    .timeouts(Programs.limit(Duration.ofSeconds(2)))
                    .build());
            ended.explained();
        }
    }

    @Test
    void wrongMagic() {
        runBytes("MZ, a program of another world".getBytes(StandardCharsets.US_ASCII))
                .failedBy(ErrorCode.BAD_PROGRAM, "entry module")
                .hinting("00 61 73 6d");
    }

    @Test
    void nothingAtAll() {
        runBytes(new byte[0]).failedBy(ErrorCode.BAD_PROGRAM, "entry module");
    }

    @Test
    void sourceTextInPlaceOfTheModule() {
        runBytes(Programs.SOUND.getBytes(StandardCharsets.US_ASCII))
                .failedBy(ErrorCode.BAD_PROGRAM, "entry module")
                .hinting("wat2wasm");
    }

    @Test
    void moduleWithoutTheEntryPoint() {
        runText("(module (func (export \"main\")) (func (export \"other\")))")
                .failedBy(ErrorCode.BAD_PROGRAM, "_start")
                .hinting("main", "other");
    }

    @Test
    void entryPointThatIsNoFunction() {
        runText("(module (memory (export \"_start\") 1))").failedBy(ErrorCode.BAD_PROGRAM, "_start");
    }

    @Test
    void entryPointThatWantsArguments() {
        runText("(module (func (export \"_start\") (param i32)))").failedBy(ErrorCode.BAD_PROGRAM, "_start");
    }

    @Test
    void importThatIsNotThere() {
        runText("(module (import \"toolbox\" \"hammer\" (func)) (func (export \"_start\")))")
                .failedBy(ErrorCode.BAD_PROGRAM, "toolbox")
                .hinting("toolbox");
    }

    @Test
    void importThatItsModuleLacks() {
        WasmSpec spec = WasmSpec.of(Programs.source(
                        Fixtures.wat("(module (import \"toolbox\" \"hammer\" (func)) (func (export \"_start\")))")))
                .importModule("toolbox", Programs.source(Fixtures.wat("(module (func (export \"saw\")))")));

        network.run(Programs.task(spec).build())
                .failedBy(ErrorCode.BAD_PROGRAM, "hammer")
                .once();
    }

    @Test
    void importedModuleThatIsDamaged() {
        WasmSpec spec = WasmSpec.of(Programs.source(Fixtures.wat(Programs.SOUND)))
                .importModule("toolbox", Programs.source(new byte[] {1, 2, 3}));

        network.run(Programs.task(spec).build())
                .failedBy(ErrorCode.BAD_PROGRAM, "toolbox")
                .once();
    }

    @Test
    void directoryInPlaceOfTheModule() {
        SpecConfig folder =
                Programs.archive(new TarGz().file("a", "1").file("b", "2").bytes());

        network.run(Programs.task(WasmSpec.of(folder)).build())
                .failedBy(ErrorCode.BAD_PROGRAM, "entry module")
                .once();
    }

    @Test
    void parametersOfTheWrongKindFailTheJobWithoutARun() {
        Task task = Task.builder("main", new SpecConfig("wasm", Map.of("EntryModule", 7, "Parameters", "x")))
                .build();

        network.run(task).failedUnplaced("EntryModule", "Parameters");
    }

    @Test
    void parametersOfTheWrongKindAreRefusedByARequesterThatKnowsTheEngine() {
        Task task = Task.builder("main", new SpecConfig("wasm", Map.of("EntryModule", 7, "Parameters", "x")))
                .build();
        Path other = directory.resolve("other");
        try (BadInputNetwork knowing =
                BadInputNetwork.builder(other).requesterChecks().start()) {
            BacalhauException refusal =
                    knowing.refusal(JobSpec.builder(JobType.BATCH, task).build());

            assertThat(refusal)
                    .isInstanceOfSatisfying(
                            ValidationException.class,
                            invalid -> assertThat(invalid.faults())
                                    .extracting(fault -> fault.path())
                                    .isEqualTo(List.of(
                                            "Tasks[0].Engine.Params.EntryModule",
                                            "Tasks[0].Engine.Params.Parameters")));
        }
    }
}
