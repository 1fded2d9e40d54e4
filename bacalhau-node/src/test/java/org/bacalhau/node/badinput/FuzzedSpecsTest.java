package org.bacalhau.node.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.testing.AnySpecs;

/** Specs of any content are refused with what is wrong, or their jobs reach an end; the network survives them all. */
class FuzzedSpecsTest {
    private static Path directory;
    private static BadInputNetwork ignorant;
    private static BadInputNetwork knowing;

    @BeforeContainer
    static void startNetworks() throws IOException {
        directory = Files.createTempDirectory("fuzzed");
        Path shared = Files.createDirectory(directory.resolve("shared"));
        ignorant = BadInputNetwork.builder(directory.resolve("ignorant"))
                .allow(shared)
                .start();
        knowing = BadInputNetwork.builder(directory.resolve("knowing"))
                .allow(shared)
                .requesterChecks()
                .start();
    }

    @AfterContainer
    static void closeNetworks() throws IOException {
        try (BadInputNetwork first = ignorant;
                BadInputNetwork second = knowing) {
            first.checkOthersRun();
            second.checkOthersRun();
        }
        MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
    }

    @AfterProperty
    void checkNothingIsLeft() {
        ignorant.checkNothingIsLeft();
        knowing.checkNothingIsLeft();
    }

    @Provide
    Arbitrary<JobSpec> wild() {
        return AnySpecs.wild();
    }

    @Provide
    Arbitrary<JobSpec> known() {
        return FuzzedTasks.jobs();
    }

    @Property(tries = 1000)
    void specsOfAnyContent(@ForAll("wild") JobSpec spec) {
        check(ignorant, spec);
        check(knowing, spec);
    }

    @Property(tries = 500)
    void soundSpecsWithComponentsThatAreKnownButMisused(@ForAll("known") JobSpec spec) {
        check(ignorant, spec);
        check(knowing, spec);
    }

    private static void check(BadInputNetwork network, JobSpec spec) {
        JobId id;
        try {
            id = network.requester().submit(spec).join().job().id();
        } catch (CompletionException refused) {
            assertThat(refused).hasCauseInstanceOf(BacalhauException.class);
            BacalhauException refusal = (BacalhauException) refused.getCause();
            assertThat(refusal.code())
                    .as("%s", refusal)
                    .isIn(ErrorCode.INVALID_ARGUMENT, ErrorCode.UNSUPPORTED, ErrorCode.ALREADY_EXISTS);
            BadInputNetwork.checkRemedies(refusal);
            return;
        }
        boolean mayWait =
                spec.type().isLongRunning() || !spec.task().timeouts().queue().isZero();
        EndedJob ended = mayWait ? network.stopUnlessEnded(id) : network.endOf(id);
        ended.explained();
    }
}
