package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.scheduler.NodeRank;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.testing.Nodes;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.junit.jupiter.api.Test;

/** Jobs that find no room wait, and are looked at when there is a reason to: room, a node that joins, an approval. */
class WaitingJobsTest {
    private static final Duration LONG = Duration.ofMinutes(20);
    private final RequesterRig rig = new RequesterRig();

    @Test
    void aJobThatWaitsIsPlacedWhenANodeHasRoomAgain() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(filling("first", 0));
        AskForBid first = node.startsRun();
        Job waits = rig.submit(filling("second", 0));
        assertThat(rig.stateOf(waits)).isEqualTo(JobState.QUEUED);
        assertThat(node.commands()).isEmpty();

        node.complete(first);

        assertThat(node.asked().job().id()).isEqualTo(waits.id());
    }

    @Test
    void aJobThatWaitsIsPlacedWhenANodeJoinsOrIsApproved() {
        rig.with(RequesterConfig.DEFAULT.withManualApproval(true)).start();
        Job first = rig.submit(filling("first", 0));
        Job second = rig.submit(filling("second", 0));
        PlayedNode one = rig.join(1);
        assertThat(one.commands()).isEmpty();

        rig.now(rig.requester().approve(one.id()));
        assertThat(one.asked().job().id()).isEqualTo(first.id());

        PlayedNode two = rig.join(2);
        assertThat(two.commands()).isEmpty();
        rig.now(rig.requester().approve(two.id()));
        assertThat(two.asked().job().id()).isEqualTo(second.id());
    }

    @Test
    void ofJobsThatAskForTheSameTheMostUrgentGoesFirstAndThenTheOldest() {
        rig.start();
        List<Job> jobs = new ArrayList<>();
        for (int priority : new int[] {0, 5, 5, 9}) {
            jobs.add(rig.submit(filling("job", priority)));
            rig.pass(Duration.ofSeconds(1));
        }
        PlayedNode node = rig.join(1);

        List<Object> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            AskForBid asked = node.startsRun();
            order.add(asked.job().id());
            node.complete(asked);
        }

        assertThat(order)
                .containsExactly(
                        jobs.get(3).id(),
                        jobs.get(1).id(),
                        jobs.get(2).id(),
                        jobs.get(0).id());
    }

    @Test
    void urgencyCountsAlsoBetweenJobsThatAskForDifferentThings() {
        rig.start();
        Job urgent = rig.submit(asking("2500m", 9));
        Job idle = rig.submit(asking("2500m", 0));
        Job middling = rig.submit(asking("2400m", 5));

        PlayedNode node = rig.join(1);

        assertThat(node.commands())
                .extracting(command -> ((AskForBid) command).job().id())
                .containsExactly(urgent.id(), middling.id())
                .doesNotContain(idle.id());
    }

    @Test
    void everyWaitingJobIsLookedAtHoweverManyAskForDifferentThings() {
        rig.start();
        rig.join(1);
        for (int i = 0; i < 300; i++) {
            rig.submit(asking((7_000 + i) + "m", 1));
        }
        Job last = rig.submit(asking("6500m", 0));
        assertThat(rig.stateOf(last)).isEqualTo(JobState.QUEUED);

        PlayedNode node = rig.node(2);
        node.offering(withCapacityForCpu("4500m"));
        node.announce();

        assertThat(node.asked().job().id()).isEqualTo(last.id());
    }

    @Test
    void aJobThatHasPartOfWhatItWantsDoesNotHoldUpOthersThatAskForTheSame() {
        rig.start();
        PlayedNode node = rig.join(1);
        Job wantsTwo = rig.submit(filling("wants two", 0).toBuilder().count(2).build());
        Job wantsOne = rig.submit(filling("wants one", 0));
        AskForBid asked = node.startsRun();
        assertThat(asked.job().id()).isEqualTo(wantsTwo.id());

        node.complete(asked);

        assertThat(node.asked().job().id()).isEqualTo(wantsOne.id());
    }

    @Test
    void theNextIsLookedAtWhenAJobThatHadAnExecutionGetsItsLastOne() {
        rig.start();
        PlayedNode one = rig.join(1);
        Job wantsTwo = rig.submit(asking("2", 0).toBuilder().count(2).build());
        Job wantsOne = rig.submit(asking("2", 0).toBuilder()
                .constraint(LabelRequirement.equalTo("number", "1"))
                .build());
        one.commands();
        rig.run();

        PlayedNode two = rig.join(2);

        assertThat(rig.executions(wantsTwo)).hasSize(2);
        assertThat(rig.executions(wantsOne)).hasSize(1);
        assertThat(two.commands()).isNotEmpty();
    }

    @Test
    void jobsThatARankerTellsApartDoNotHoldUpEachOther() {
        rig.rankedBy((job, node) -> job.spec().namespace().equals("banned")
                        ? NodeRank.unsuitable("the namespace is banned")
                        : NodeRank.NEUTRAL)
                .start();
        rig.submit(filling("banned", 9).toBuilder().namespace("banned").build());
        Job allowed = rig.submit(filling("allowed", 0));

        PlayedNode node = rig.join(1);

        assertThat(node.asked().job().id()).isEqualTo(allowed.id());
    }

    @Test
    void jobsWhoseEnginesWantDifferentInputsDoNotHoldUpEachOther() {
        rig.knowing(new ModuleEngine()).start();
        rig.submit(withModuleFrom("nowhere", 9));
        Job good = rig.submit(withModuleFrom("inline", 0));

        PlayedNode node = rig.join(1);

        assertThat(node.asked().job().id()).isEqualTo(good.id());
    }

    @Test
    void manyReasonsAtOnceLeadToOneLook() {
        rig.start();
        PlayedNode one = rig.node(1);
        PlayedNode two = rig.node(2);
        Job job = rig.submit(Jobs.batch());
        int evaluations = 0;

        one.announce();
        two.announce();
        evaluations += one.commands().size() + two.commands().size();

        assertThat(evaluations).isEqualTo(1);
        assertThat(rig.executions(job)).hasSize(1);
    }

    @Test
    void aDaemonIsPlacedOnANodeThatWasFullAsSoonAsItHasRoom() {
        rig.start();
        PlayedNode node = rig.join(1);
        rig.submit(filling("batch", 0));
        AskForBid batch = node.startsRun();
        Job daemon = rig.submit(JobSpec.builder(
                        JobType.DAEMON,
                        Jobs.taskBuilder().resources(cpu("3500m")).build())
                .build());
        assertThat(node.commands()).isEmpty();

        node.complete(batch);
        rig.pass(Duration.ofSeconds(2));

        AskForBid asked = node.asked();
        assertThat(asked.job().id()).isEqualTo(daemon.id());
        assertThat(asked.waitForApproval()).isFalse();
    }

    @Test
    void aJobThatWaitsTooLongFailsWithTheReason() {
        rig.start();
        rig.join(1);
        Job job = rig.submit(asking("100", 0));
        assertThat(rig.stateOf(job)).isEqualTo(JobState.QUEUED);

        rig.pass(LONG);

        assertThat(rig.job(job.id()).status().message()).contains("not enough nodes");
        assertThat(rig.stateOf(job)).isEqualTo(JobState.FAILED);
    }

    /** Asks for more than half of what a node may be given. */
    private static JobSpec filling(String name, int priority) {
        return asking("3500m", priority).toBuilder().name(name).build();
    }

    private static JobSpec asking(String cpu, int priority) {
        return JobSpec.builder(
                        JobType.BATCH,
                        Jobs.taskBuilder()
                                .resources(cpu(cpu))
                                .timeouts(new Timeouts(Duration.ZERO, LONG, Duration.ZERO))
                                .build())
                .priority(priority)
                .build();
    }

    private static ResourcesConfig cpu(String amount) {
        return new ResourcesConfig(amount, "", "", "");
    }

    private static ComputeInfo withCapacityForCpu(String cpu) {
        ComputeInfo compute = Nodes.compute();
        Resources capacity = new ResourcesConfig(cpu, "8GB", "100GB", "").toResources();
        return new ComputeInfo(
                compute.engines(),
                compute.publishers(),
                compute.storageSources(),
                capacity,
                capacity,
                compute.queuedCapacity(),
                capacity.max(new ResourcesConfig("6600m", "", "", "").toResources()),
                0,
                0);
    }

    private static JobSpec withModuleFrom(String source, int priority) {
        return JobSpec.builder(
                        JobType.BATCH,
                        Task.builder("main", SpecConfig.of(Jobs.ENGINE).with("Module", source))
                                .timeouts(new Timeouts(Duration.ZERO, LONG, Duration.ZERO))
                                .build())
                .priority(priority)
                .build();
    }

    /** Wants an input of the type its parameters name. */
    private static final class ModuleEngine implements Executor {
        @Override
        public String type() {
            return Jobs.ENGINE;
        }

        @Override
        public List<InputSource> engineInputs(SpecConfig engine) {
            return List.of(InputSource.of(SpecConfig.of(String.valueOf(engine.param("Module"))), "/module"));
        }

        @Override
        public RunResult run(RunRequest request) {
            return RunResult.SUCCESS;
        }
    }
}
