package org.bacalhau.core.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bacalhau.core.compute.HandRunner.HandRun;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.RequesterEndpoint.Answer;
import org.bacalhau.core.transport.RequesterEndpoint.Bid;

/** Whatever is said to a node in whatever order: capacity is respected, and nothing that was accepted is lost. */
class ComputeNodePropertyTest {
    private static final int EXECUTIONS = 12;
    private static final int STEPS = 120;

    @Property(tries = 300)
    void keepsCapacityAndLosesNothing(@ForAll long seed) {
        Scenario scenario = new Scenario(seed);
        for (int step = 0; step < STEPS; step++) {
            scenario.doSomething();
            scenario.checkCapacity();
        }
        scenario.bringToAnEnd();
        scenario.checkNothingIsLost();
    }

    /** One random life of a node. */
    private static final class Scenario {
        private final Random random;
        private final ComputeNodeFixture fixture = new ComputeNodeFixture();
        // Taken to be run, and not withdrawn since.
        private final Set<ExecutionId> accepted = new HashSet<>();
        private final Set<HandRun> started = new HashSet<>();
        private final Set<ExecutionId> running = new HashSet<>();

        private Scenario(long seed) {
            random = new Random(seed);
            fixture.settings = config -> config.workers(3)
                    .queueLimit(4)
                    .stopGrace(Duration.ofSeconds(5))
                    .defaultExecutionTimeout(Duration.ofSeconds(30));
            fixture.start();
        }

        private ExecutionId anyId() {
            return Jobs.executionId(1 + random.nextInt(EXECUTIONS));
        }

        private void doSomething() {
            ExecutionId id = anyId();
            switch (random.nextInt(10)) {
                case 0, 1 -> ask(id);
                case 2, 3 -> accept(id);
                case 4 -> {
                    accepted.remove(id);
                    fixture.cancel(id);
                }
                case 5 -> {
                    accepted.remove(id);
                    fixture.reject(id);
                }
                case 6, 7 -> moveARun();
                case 8 -> fixture.pass(Duration.ofMillis(random.nextInt(10_000)));
                default -> change();
            }
            fixture.pass(Duration.ZERO);
        }

        private void ask(ExecutionId id) {
            int number = Integer.parseInt(id.value().substring(id.value().length() - 4), 16);
            fixture.ask(id, job(number), number % 3 != 0);
            fixture.node().execution(id).ifPresent(known -> {
                if (known.state() == LocalExecutionState.BID_ACCEPTED) {
                    accepted.add(id);
                }
            });
        }

        // The same id always is the same job.
        private static Job job(int number) {
            JobType type = number % 3 == 0 ? JobType.OPS : JobType.BATCH;
            return Jobs.job(
                    number,
                    Jobs.specBuilder(type)
                            .priority(number % 2)
                            .task(Jobs.taskWith(100 * (1 + number % 7) + "m", "", "", ""))
                            .build());
        }

        private void accept(ExecutionId id) {
            if (fixture.node().execution(id).isPresent()) {
                accepted.add(id);
            }
            fixture.accept(id);
        }

        private void moveARun() {
            List<HandRun> runs = new ArrayList<>(fixture.runner.runs.values());
            if (runs.isEmpty()) {
                return;
            }
            HandRun run = runs.get(random.nextInt(runs.size()));
            switch (random.nextInt(4)) {
                case 0 -> run.listener.running();
                case 1 -> run.listener.publishing();
                case 2 -> end(run, true);
                default -> end(run, false);
            }
        }

        private void end(HandRun run, boolean well) {
            if (running.remove(run.execution.id())) {
                if (well) {
                    run.complete();
                } else {
                    run.fail("it did not work");
                }
            }
        }

        private void change() {
            switch (random.nextInt(4)) {
                case 0 -> fixture.requester.answer = Answer.BUSY;
                case 1 -> fixture.requester.answer = null;
                case 2 -> fixture.requester.answer = Answer.TAKEN;
                default -> {
                    fixture.restart();
                    running.clear();
                }
            }
        }

        // Counts for itself what runs: started, not ended, and not given up after a stop.
        private void checkCapacity() {
            for (HandRun run : fixture.runner.runs.values()) {
                if (started.add(run)) {
                    running.add(run.execution.id());
                }
            }
            fixture.pass(Duration.ofMillis(101));
            var compute = fixture.node().info().compute();
            Resources used = ComputeNodeFixture.CAPACITY.minus(compute.availableCapacity());
            assertThat(used.plus(compute.availableCapacity())).isEqualTo(ComputeNodeFixture.CAPACITY);
            assertThat(compute.runningExecutions()).isBetween(0, 3);
            assertThat(compute.enqueuedExecutions()).isNotNegative();
            long sum = fixture.runner.runs.values().stream()
                    .filter(run -> running.contains(run.execution.id()))
                    .filter(run -> run.stops == 0)
                    .mapToLong(run -> run.execution.allocated().cpuMillis())
                    .sum();
            assertThat(sum).isLessThanOrEqualTo(used.cpuMillis());
            assertThat(used.cpuMillis()).isLessThanOrEqualTo(ComputeNodeFixture.CAPACITY.cpuMillis());
        }

        private void bringToAnEnd() {
            fixture.requester.answer = Answer.TAKEN;
            for (int round = 0; round < 2 * EXECUTIONS; round++) {
                checkCapacity();
                new ArrayList<>(fixture.runner.runs.values()).forEach(run -> end(run, true));
                fixture.pass(Duration.ofMinutes(2));
            }
        }

        private void checkNothingIsLost() {
            for (ExecutionId id : accepted) {
                assertThat(fixture.requester.endsOf(id))
                        .as("reports of the end of %s", id)
                        .isPositive();
            }
            // What is left was bid for and never accepted.
            assertThat(fixture.node().executions())
                    .allSatisfy(left -> assertThat(left.state()).isEqualTo(LocalExecutionState.CREATED));
            assertThat(fixture.requester.bids)
                    .extracting(Bid::executionId)
                    .containsAll(fixture.node().executions().stream()
                            .map(left -> left.id())
                            .toList());
            assertThat(fixture.node().info().compute().availableCapacity()).isEqualTo(ComputeNodeFixture.CAPACITY);
            assertThat(fixture.faults).allSatisfy(fault -> assertThat(fault).contains("did not stop within 5s"));
        }
    }
}
