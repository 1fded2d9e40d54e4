package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.runtime.Backoff;
import org.bacalhau.core.runtime.SimulatedLoop;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.ComputeEndpoint;
import org.junit.jupiter.api.Test;

/** Commands are repeated until answered, within bounds. */
class CommandOutboxTest {
    private static final NodeId NODE = new NodeId("node-1");
    private static final RequesterConfig CONFIG = RequesterConfig.DEFAULT.withPatience(
            Duration.ofSeconds(45),
            Duration.ofSeconds(5),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), 3));

    private final SimulatedLoop loop = SimulatedLoop.create();
    private final RecordingNode node = new RecordingNode();
    private final List<ExecutionId> unknown = new ArrayList<>();
    private final List<ExecutionId> taken = new ArrayList<>();
    private final CommandOutbox.Answers answers = new CommandOutbox.Answers() {
        @Override
        public void unknown(NodeId from, ExecutionId execution) {
            unknown.add(execution);
        }

        @Override
        public void taken(NodeId from, ExecutionId execution) {
            taken.add(execution);
        }
    };
    private final CommandOutbox outbox = new CommandOutbox(new NodeId("requester"), CONFIG, loop, any -> node, answers);
    private final ExecutionId execution = Jobs.executionId(1);

    @Test
    void sendsOnceWhenAnswered() {
        node.answer(ComputeEndpoint.Answer.TAKEN);

        send(new Command.AcceptBid(NODE, execution));

        assertThat(node.received).containsExactly("accept");
        assertThat(outbox.isPending(execution)).isFalse();
        loop.runFor(Duration.ofMinutes(5));
        assertThat(node.received).hasSize(1);
    }

    @Test
    void repeatsAnUnansweredCommandUntilTheAttemptsAreUsedUp() {
        send(new Command.AcceptBid(NODE, execution));

        loop.runFor(Duration.ofSeconds(4));
        assertThat(node.received).hasSize(1);
        loop.runFor(Duration.ofSeconds(3));
        assertThat(node.received).hasSize(2);
        loop.runFor(Duration.ofMinutes(5));
        assertThat(node.received).hasSize(3);
        assertThat(outbox.isPending(execution)).isFalse();
    }

    @Test
    void repeatsWhenTheNodeIsBusyOrOutOfReach() {
        node.answer(ComputeEndpoint.Answer.BUSY);
        node.fail();
        node.answer(ComputeEndpoint.Answer.TAKEN);

        send(new Command.AcceptBid(NODE, execution));
        loop.runFor(Duration.ofSeconds(10));

        assertThat(node.received).hasSize(3);
        assertThat(outbox.isPending(execution)).isFalse();
    }

    @Test
    void takesATransportThatThrowsForANodeOutOfReach() {
        CommandOutbox broken = new CommandOutbox(
                new NodeId("requester"),
                CONFIG,
                loop,
                any -> {
                    throw new IllegalStateException("no way there");
                },
                answers);

        loop.execute(() -> broken.send(new Command.AcceptBid(NODE, execution)));
        loop.runFor(Duration.ZERO);

        assertThat(broken.isPending(execution)).isTrue();
        loop.runFor(Duration.ofMinutes(1));
        assertThat(broken.isPending(execution)).isFalse();
    }

    @Test
    void sendsNothingOnceItIsClosed() {
        send(new Command.AcceptBid(NODE, execution));

        loop.execute(outbox::close);
        loop.runFor(Duration.ofMinutes(5));

        assertThat(node.received).hasSize(1);
    }

    @Test
    void ignoresALateAnswerToAnEarlierAttempt() {
        CompletableFuture<ComputeEndpoint.Answer> late = node.later();
        CompletableFuture<ComputeEndpoint.Answer> second = node.later();
        send(new Command.AcceptBid(NODE, execution));
        loop.runFor(Duration.ofSeconds(7));

        late.complete(ComputeEndpoint.Answer.UNKNOWN_EXECUTION);
        loop.runFor(Duration.ZERO);

        assertThat(unknown).isEmpty();
        assertThat(outbox.isPending(execution)).isTrue();

        second.complete(ComputeEndpoint.Answer.TAKEN);
        loop.runFor(Duration.ZERO);
        assertThat(outbox.isPending(execution)).isFalse();
    }

    @Test
    void replacesACommandByALaterOneAboutTheSameExecution() {
        send(new Command.AcceptBid(NODE, execution));
        node.answer(ComputeEndpoint.Answer.TAKEN);

        send(new Command.Cancel(NODE, execution, "enough"));
        loop.runFor(Duration.ofMinutes(1));

        assertThat(node.received).containsExactly("accept", "cancel");
    }

    @Test
    void tellsThatTheNodeDoesNotKnowAnExecutionItShouldRun() {
        node.answer(ComputeEndpoint.Answer.UNKNOWN_EXECUTION);

        send(new Command.AcceptBid(NODE, execution));

        assertThat(unknown).containsExactly(execution);
    }

    @Test
    void tellsWhenANodeHasTakenWhatItRunsWithoutFurtherWord() {
        ExecutionId ops = Jobs.executionId(2);
        node.answer(ComputeEndpoint.Answer.TAKEN);
        node.answer(ComputeEndpoint.Answer.TAKEN);

        send(new Command.AskForBid(Jobs.execution(1, Jobs.job(1)), Jobs.job(1), true));
        send(new Command.AskForBid(Jobs.execution(2, Jobs.job(2)), Jobs.job(2), false));

        assertThat(taken).containsExactly(ops);
    }

    @Test
    void isContentWhenTheNodeDoesNotKnowAnExecutionItShouldStop() {
        node.answer(ComputeEndpoint.Answer.UNKNOWN_EXECUTION);

        send(new Command.Cancel(NODE, execution, "enough"));

        assertThat(unknown).isEmpty();
        assertThat(outbox.isPending(execution)).isFalse();
    }

    private void send(Command command) {
        loop.execute(() -> outbox.send(command));
        loop.runFor(Duration.ZERO);
    }

    /** Answers commands as told, in order; one it was told nothing about stays unanswered. */
    private static final class RecordingNode implements ComputeEndpoint {
        private final List<String> received = new ArrayList<>();
        private final List<CompletableFuture<Answer>> answers = new ArrayList<>();

        void answer(Answer answer) {
            answers.add(CompletableFuture.completedFuture(answer));
        }

        void fail() {
            answers.add(CompletableFuture.failedFuture(new IllegalStateException("out of reach")));
        }

        CompletableFuture<Answer> later() {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }

        private CompletionStage<Answer> receive(String what) {
            received.add(what);
            return answers.isEmpty() ? new CompletableFuture<>() : answers.remove(0);
        }

        @Override
        public CompletionStage<Answer> askForBid(AskForBid message) {
            return receive("ask");
        }

        @Override
        public CompletionStage<Answer> bidAccepted(BidAccepted message) {
            return receive("accept");
        }

        @Override
        public CompletionStage<Answer> bidRejected(BidRejected message) {
            return receive("reject");
        }

        @Override
        public CompletionStage<Answer> cancelExecution(CancelExecution message) {
            return receive("cancel");
        }

        @Override
        public CompletionStage<LogReader> executionLogs(NodeId from, LogRequest request) {
            return new CompletableFuture<>();
        }
    }
}
