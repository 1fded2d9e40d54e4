package org.bacalhau.node.badinput;

import java.nio.file.Path;
import java.time.Duration;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebAssembly programs that begin and then misbehave. */
class BadProgramsTest {
    private static final String GROWING = """
            (module (memory 1) (func (export "_start")
              (loop $l
                (if (i32.eq (memory.grow (i32.const 16)) (i32.const -1)) (then unreachable))
                (br $l))))
            """;

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

    @Test
    void memoryDeclaredBeyondTheLimit() {
        network.run(Programs.task("(module (memory 32) (func (export \"_start\")))")
                        .resources(Programs.memory("1MB"))
                        .build())
                .failedBy(ErrorCode.INSUFFICIENT_RESOURCES, "2097152", "1000000")
                .hinting("Resources.Memory")
                .once();
    }

    @Test
    void memoryGrownBeyondTheLimit() {
        network.run(Programs.task(GROWING).resources(Programs.memory("20MB")).build())
                .failedBy(ErrorCode.PROGRAM_FAILED, "trapped")
                .hinting("20000000", "Resources.Memory")
                .once();
    }

    @Test
    void memoryBeyondWhatAddressesReach() {
        network.run(Programs.task(Programs.SOUND)
                        .resources(Programs.memory("900GB"))
                        .build())
                .failedUnplaced("memory");
    }

    @Test
    void trap() {
        network.run(Programs.task("(module (memory 1) (func (export \"_start\") unreachable))")
                        .build())
                .failedBy(ErrorCode.PROGRAM_FAILED, "trapped", "unreachable")
                .once();
    }

    @Test
    void endlessRecursion() {
        network.run(Programs.task("(module (func $f (export \"_start\") (call $f)))")
                        .build())
                .failedBy(ErrorCode.PROGRAM_FAILED, "call stack exhausted")
                .hinting("too deeply")
                .once();
    }

    @Test
    void endlessLoopWithATimeLimit() {
        network.run(Programs.task(Programs.LOOP)
                        .timeouts(Programs.limit(Duration.ofMillis(300)))
                        .build())
                .failedBy(ErrorCode.TIMED_OUT, "timed out")
                .hinting("timeout")
                .times(BadInputNetwork.TRIES);
    }

    @Test
    void endlessLoopThatAUserStops() {
        JobId id = network.submit(Programs.task(Programs.LOOP).build());
        network.awaitBid(id);

        network.stop(id).stopped().once();
    }

    @Test
    void endlessLoopThatAUserStopsAtOnce() {
        JobId id = network.submit(Programs.task(Programs.LOOP).build());

        network.stop(id).stopped();
    }
}
