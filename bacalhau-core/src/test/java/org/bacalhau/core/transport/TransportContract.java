package org.bacalhau.core.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.logs.LogChunk.Stream;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.transport.Transport.ComputePort;
import org.bacalhau.core.transport.Transport.RequesterPort;
import org.junit.jupiter.api.Test;

/**
 * What a {@link Transport} does on a sound network. Extend it and say how to reach the network. What happens on a bad one
 * (nearly anything may) is the simulation's business.
 */
public abstract class TransportContract extends TransportScene {

    @Test
    void carriesEachCommandAndItsAnswer() {
        RecordingRequester requester = new RecordingRequester();
        RecordingCompute node = new RecordingCompute();
        ComputeEndpoint way = requester(1, requester).compute(nodeId(2));
        introduce(requester, compute(2, node), 2);
        Job job = Jobs.job(1);

        ComputeEndpoint.AskForBid ask = new ComputeEndpoint.AskForBid(nodeId(1), EXECUTION, job, true);
        assertThat(Await.outcome(way.askForBid(ask))).isEqualTo(ComputeEndpoint.Answer.TAKEN);
        assertThat(taken(node.messages())).isEqualTo(ask);

        node.answering(message -> CompletableFuture.completedStage(ComputeEndpoint.Answer.UNKNOWN_EXECUTION));
        ComputeEndpoint.BidAccepted accepted = new ComputeEndpoint.BidAccepted(nodeId(1), EXECUTION);
        assertThat(Await.outcome(way.bidAccepted(accepted))).isEqualTo(ComputeEndpoint.Answer.UNKNOWN_EXECUTION);
        assertThat(taken(node.messages())).isEqualTo(accepted);

        node.answering(message -> CompletableFuture.completedStage(ComputeEndpoint.Answer.BUSY));
        ComputeEndpoint.BidRejected rejected = new ComputeEndpoint.BidRejected(nodeId(1), EXECUTION, "why");
        assertThat(Await.outcome(way.bidRejected(rejected))).isEqualTo(ComputeEndpoint.Answer.BUSY);
        assertThat(taken(node.messages())).isEqualTo(rejected);

        ComputeEndpoint.CancelExecution cancel = new ComputeEndpoint.CancelExecution(nodeId(1), EXECUTION, "why");
        assertThat(Await.outcome(way.cancelExecution(cancel))).isEqualTo(ComputeEndpoint.Answer.BUSY);
        assertThat(taken(node.messages())).isEqualTo(cancel);
    }

    @Test
    void carriesEachReportAndItsAnswer() {
        RecordingRequester requester = new RecordingRequester();
        requester(1, requester);
        ComputePort port = compute(2, new RecordingCompute());
        introduce(requester, port, 2);
        RequesterEndpoint way = port.requester(nodeId(1));

        RequesterEndpoint.Bid bid = new RequesterEndpoint.Bid(nodeId(2), EXECUTION, JOB, false, "too busy");
        assertThat(Await.outcome(way.onBid(bid))).isEqualTo(RequesterEndpoint.Answer.TAKEN);
        assertThat(taken(requester.messages())).isEqualTo(bid);

        requester.answering(message -> CompletableFuture.completedStage(RequesterEndpoint.Answer.NOT_WANTED));
        RequesterEndpoint.RunComplete complete = new RequesterEndpoint.RunComplete(
                nodeId(2),
                EXECUTION,
                JOB,
                SpecConfig.of("local").with("URL", "file:///r"),
                new RunOutput("out", true, "err", false, 3, ""));
        assertThat(Await.outcome(way.onRunComplete(complete))).isEqualTo(RequesterEndpoint.Answer.NOT_WANTED);
        assertThat(taken(requester.messages())).isEqualTo(complete);

        requester.answering(message -> CompletableFuture.completedStage(RequesterEndpoint.Answer.BUSY));
        Failure failure = new Failure(ErrorCode.BAD_PROGRAM, "no entry point", "name one", false);
        RequesterEndpoint.ExecutionFailure failed = new RequesterEndpoint.ExecutionFailure(
                nodeId(2), EXECUTION, JOB, failure, Event.of(EventTopic.RUNNING_EXECUTION, failure, Jobs.NOW));
        assertThat(Await.outcome(way.onFailure(failed))).isEqualTo(RequesterEndpoint.Answer.BUSY);
        assertThat(taken(requester.messages())).isEqualTo(failed);
    }

    @Test
    void deliversToTheNodeThatIsMeant() {
        List<RecordingRequester> requesters = List.of(new RecordingRequester(), new RecordingRequester());
        List<RecordingCompute> nodes = List.of(new RecordingCompute(), new RecordingCompute());
        List<RequesterPort> ways = List.of(requester(0, requesters.get(0)), requester(1, requesters.get(1)));
        for (int i = 0; i < 2; i++) {
            ComputePort port = compute(2 + i, nodes.get(i));
            port.announce(announcement(2 + i, 1));
            taken(requesters.get(0).announcements());
            taken(requesters.get(1).announcements());
        }

        for (int from = 0; from < 2; from++) {
            for (int to = 0; to < 2; to++) {
                ComputeEndpoint.CancelExecution message =
                        new ComputeEndpoint.CancelExecution(nodeId(from), Jobs.executionId(10 * from + to), "");
                Await.outcome(ways.get(from).compute(nodeId(2 + to)).cancelExecution(message));
                assertThat(nodes.get(to).messages()).containsExactly(message);
                nodes.get(to).messages().clear();
            }
        }
        assertThat(nodes).allSatisfy(node -> assertThat(node.messages()).isEmpty());
    }

    @Test
    void staysUnansweredUntilTheReceiverAnswers() {
        RecordingRequester requester = new RecordingRequester();
        CompletableFuture<ComputeEndpoint.Answer> pending = new CompletableFuture<>();
        RecordingCompute node = new RecordingCompute().answering(message -> pending);
        RequesterPort port = requester(1, requester);
        introduce(requester, compute(2, node), 2);

        CompletionStage<ComputeEndpoint.Answer> answer =
                port.compute(nodeId(2)).bidAccepted(new ComputeEndpoint.BidAccepted(nodeId(1), EXECUTION));
        taken(node.messages());
        assertThat(answer.toCompletableFuture()).isNotDone();
        pending.complete(ComputeEndpoint.Answer.BUSY);

        assertThat(Await.outcome(answer)).isEqualTo(ComputeEndpoint.Answer.BUSY);
    }

    @Test
    void failsWhenTheReceiverFails() {
        RecordingRequester requester = new RecordingRequester().answering(message -> {
            throw new IllegalStateException("broken");
        });
        RecordingCompute node = new RecordingCompute()
                .answering(message -> CompletableFuture.failedStage(new IllegalStateException("broken")));
        RequesterPort requesterPort = requester(1, requester);
        ComputePort computePort = compute(2, node);
        introduce(requester, computePort, 2);

        assertThatThrownBy(() -> Await.outcome(computePort
                        .requester(nodeId(1))
                        .onBid(new RequesterEndpoint.Bid(nodeId(2), EXECUTION, JOB, true, ""))))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> Await.outcome(requesterPort
                        .compute(nodeId(2))
                        .bidAccepted(new ComputeEndpoint.BidAccepted(nodeId(1), EXECUTION))))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void failsForANodeThatIsNotThere() {
        if (!reportsUnreachableNodes()) {
            return; // not promised
        }
        RequesterPort requesterPort = requester(1, new RecordingRequester());
        ComputePort computePort = compute(2, new RecordingCompute());

        assertThat(List.of(
                        requesterPort
                                .compute(nodeId(3))
                                .bidAccepted(new ComputeEndpoint.BidAccepted(nodeId(1), EXECUTION)),
                        requesterPort
                                .compute(nodeId(3))
                                .executionLogs(nodeId(1), new LogRequest(EXECUTION, false, false)),
                        computePort
                                .requester(nodeId(3))
                                .onBid(new RequesterEndpoint.Bid(nodeId(2), EXECUTION, JOB, true, ""))))
                .allSatisfy(answer -> assertThat(Await.failure(answer).code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void letsNobodySendInAnothersName() {
        RecordingRequester requester = new RecordingRequester();
        RecordingCompute node = new RecordingCompute();
        RequesterPort requesterPort = requester(1, requester);
        ComputePort computePort = compute(2, node);
        introduce(requester, computePort, 2);

        assertThatThrownBy(() -> Await.outcome(requesterPort
                        .compute(nodeId(2))
                        .bidAccepted(new ComputeEndpoint.BidAccepted(nodeId(3), EXECUTION))))
                .isInstanceOf(BacalhauException.class);
        assertThatThrownBy(() -> Await.outcome(computePort
                        .requester(nodeId(1))
                        .onBid(new RequesterEndpoint.Bid(nodeId(3), EXECUTION, JOB, true, ""))))
                .isInstanceOf(BacalhauException.class);
        assertThatThrownBy(() -> computePort.announce(announcement(3, 1))).isInstanceOf(BacalhauException.class);
        assertThat(node.messages()).isEmpty();
        assertThat(requester.messages()).isEmpty();
    }

    @Test
    void tellsEveryRequesterWhatANodeAnnounces() {
        RecordingRequester first = new RecordingRequester();
        RecordingRequester second = new RecordingRequester();
        requester(1, first);
        requester(2, second);
        ComputePort port = compute(3, new RecordingCompute());
        port.announce(announcement(3, 1));

        assertThat(taken(first.announcements())).isEqualTo(announcement(3, 1));
        assertThat(taken(second.announcements())).isEqualTo(announcement(3, 1));
    }

    @Test
    void tellsALateRequesterWhatWasAnnouncedLast() {
        RecordingRequester first = new RecordingRequester();
        requester(1, first);
        ComputePort port = compute(2, new RecordingCompute());
        introduce(first, port, 2);
        port.announce(announcement(2, 2));
        taken(first.announcements());
        RecordingRequester late = new RecordingRequester();
        requester(3, late);

        assertThat(taken(late.announcements())).isEqualTo(announcement(2, 2));
    }

    @Test
    void tellsRequestersWhenANodeLeaves() {
        RecordingRequester requester = new RecordingRequester();
        requester(1, requester);
        ComputePort port = compute(2, new RecordingCompute());
        introduce(requester, port, 2);
        port.close();
        port.close();

        assertThat(taken(requester.departures())).isEqualTo(nodeId(2));
    }

    @Test
    void nodeCanComeBack() {
        RecordingRequester requester = new RecordingRequester();
        RequesterPort requesterPort = requester(1, requester);
        compute(2, new RecordingCompute()).close();
        RecordingCompute again = new RecordingCompute();
        introduce(requester, compute(2, again), 2);

        Await.outcome(
                requesterPort.compute(nodeId(2)).bidAccepted(new ComputeEndpoint.BidAccepted(nodeId(1), EXECUTION)));
        assertThat(again.messages()).hasSize(1);
    }

    @Test
    void nodeTakesPartOnceInEachRole() {
        requester(1, new RecordingRequester());
        compute(1, new RecordingCompute());

        assertThatThrownBy(() -> requester(1, new RecordingRequester())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> compute(1, new RecordingCompute())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nodeCanTalkToItself() {
        RecordingRequester requester = new RecordingRequester();
        RecordingCompute node = new RecordingCompute();
        RequesterPort requesterPort = requester(1, requester);
        introduce(requester, compute(1, node), 1);

        Await.outcome(
                requesterPort.compute(nodeId(1)).bidAccepted(new ComputeEndpoint.BidAccepted(nodeId(1), EXECUTION)));
        assertThat(node.messages()).hasSize(1);
    }

    @Test
    void closedPortSendsNothing() {
        RecordingRequester requester = new RecordingRequester();
        RecordingCompute node = new RecordingCompute();
        RequesterPort requesterPort = requester(1, requester);
        ComputePort computePort = compute(2, node);
        introduce(requester, computePort, 2);
        ComputeEndpoint way = requesterPort.compute(nodeId(2));
        requesterPort.close();
        requesterPort.close();

        assertThatThrownBy(() -> Await.outcome(way.bidAccepted(new ComputeEndpoint.BidAccepted(nodeId(1), EXECUTION))))
                .isInstanceOf(BacalhauException.class);
        assertThat(node.messages()).isEmpty();
        computePort.close();
        computePort.announce(announcement(2, 2));
        assertThat(requester.announcements()).isEmpty();
    }

    @Test
    void carriesALogToItsEnd() {
        List<LogChunk> chunks = IntStream.range(0, 50)
                .mapToObj(i ->
                        new LogChunk(i % 2 == 0 ? Stream.STDOUT : Stream.STDERR, ("line " + i + "\n").getBytes(UTF_8)))
                .toList();
        ListLogReader source = new ListLogReader(chunks);
        LogReader reader = openLog(source);

        List<LogChunk> read = new ArrayList<>();
        for (Optional<LogChunk> chunk = Await.outcome(reader.next());
                chunk.isPresent();
                chunk = Await.outcome(reader.next())) {
            read.add(chunk.get());
        }
        reader.close();

        assertThat(read).isEqualTo(chunks);
    }

    @Test
    void closesTheLogThatItsReaderCloses() throws InterruptedException {
        ListLogReader source = new ListLogReader(List.of(new LogChunk(Stream.STDOUT, new byte[] {1})));
        LogReader reader = openLog(source);
        reader.close();
        reader.close();

        assertThat(source.closed().await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(Await.outcome(reader.next())).isEmpty();
    }

    private LogReader openLog(ListLogReader source) {
        RecordingRequester requester = new RecordingRequester();
        RequesterPort port = requester(1, requester);
        RecordingCompute node = new RecordingCompute().openingLogs((from, request) -> {
            assertThat(from).isEqualTo(nodeId(1));
            assertThat(request).isEqualTo(new LogRequest(EXECUTION, true, true));
            return CompletableFuture.completedStage(source);
        });
        introduce(requester, compute(2, node), 2);
        return Await.outcome(port.compute(nodeId(2)).executionLogs(nodeId(1), new LogRequest(EXECUTION, true, true)));
    }

    @Test
    void saysThatTheNodeDoesNotKnowTheLog() {
        RecordingRequester requester = new RecordingRequester();
        RequesterPort port = requester(1, requester);
        introduce(requester, compute(2, new RecordingCompute()), 2);

        assertThat(Await.failure(port.compute(nodeId(2))
                                .executionLogs(nodeId(1), new LogRequest(EXECUTION, false, true)))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void carriesManyMessagesOfManyThreads() {
        RecordingRequester requester = new RecordingRequester();
        RecordingCompute node = new RecordingCompute();
        ComputeEndpoint way = requester(1, requester).compute(nodeId(2));
        introduce(requester, compute(2, node), 2);

        List<CompletableFuture<Void>> senders = IntStream.range(0, 4)
                .mapToObj(sender -> CompletableFuture.runAsync(() -> IntStream.range(0, 100)
                        .mapToObj(i -> way.cancelExecution(new ComputeEndpoint.CancelExecution(
                                nodeId(1), Jobs.executionId(100 * sender + i), "why")))
                        .toList()
                        .forEach(Await::outcome)))
                .toList();
        senders.forEach(Await::outcome);

        assertThat(node.messages()).hasSize(400).doesNotHaveDuplicates();
    }
}
