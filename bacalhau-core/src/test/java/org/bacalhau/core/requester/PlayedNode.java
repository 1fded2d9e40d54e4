package org.bacalhau.core.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bacalhau.core.model.BuildVersion;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.testing.Jobs;
import org.bacalhau.core.testing.Nodes;
import org.bacalhau.core.transport.ComputeEndpoint.AskForBid;
import org.bacalhau.core.transport.ComputeEndpoint.BidAccepted;
import org.bacalhau.core.transport.NodeAnnouncement;
import org.bacalhau.core.transport.NodeAnnouncement.Held;
import org.bacalhau.core.transport.RecordingCompute;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.bacalhau.core.transport.RequesterEndpoint.Answer;
import org.bacalhau.core.transport.RequesterEndpoint.Bid;
import org.bacalhau.core.transport.RequesterEndpoint.ExecutionFailure;
import org.bacalhau.core.transport.RequesterEndpoint.RunComplete;
import org.bacalhau.core.transport.Transport.ComputePort;

/** A compute node played by the test: it takes every command, and says what the test has it say. */
final class PlayedNode {
    private final RequesterRig rig;
    private final NodeId id;
    private final RecordingCompute endpoint = new RecordingCompute();
    private ComputePort port;
    private ComputeInfo offer = Nodes.compute();
    private String incarnation = "first";
    private long sequence;

    PlayedNode(RequesterRig rig, NodeId id) {
        this.rig = rig;
        this.id = id;
        this.port = rig.transport().openCompute(id, endpoint);
    }

    NodeId id() {
        return id;
    }

    RecordingCompute endpoint() {
        return endpoint;
    }

    /** Sets what it announces from now on. */
    PlayedNode offering(ComputeInfo value) {
        offer = value;
        return this;
    }

    // Signs of life.

    /** Announces itself as holding these executions of the rig's requester. */
    void announce(ExecutionId... held) {
        announce(incarnation, ++sequence, held);
    }

    void announce(String anIncarnation, long aSequence, ExecutionId... held) {
        List<Held> holding = new ArrayList<>();
        for (ExecutionId execution : held) {
            holding.add(new Held(execution, RequesterRig.REQUESTER));
        }
        port.announce(new NodeAnnouncement(info(), anIncarnation, aSequence, holding));
        rig.run();
    }

    private NodeInfo info() {
        return new NodeInfo(id, Nodes.info(1).labels(), offer, BuildVersion.UNKNOWN);
    }

    /** Leaves, as a node does that is closed. */
    void leave() {
        port.close();
        rig.run();
    }

    /** Comes back after {@link #leave} with a new life. */
    void comeBack(ExecutionId... held) {
        port = rig.transport().openCompute(id, endpoint);
        incarnation = incarnation + "+";
        sequence = 0;
        announce(held);
    }

    // What it was told.

    /** Returns the commands that came since the last call. */
    List<Object> commands() {
        List<Object> commands = new ArrayList<>();
        endpoint.messages().drainTo(commands);
        return commands;
    }

    /** Returns the one command that came since the last call. */
    <T> T command(Class<T> type) {
        List<Object> commands = commands();
        assertThat(commands).as("commands to %s", id).singleElement().isInstanceOf(type);
        return type.cast(commands.get(0));
    }

    AskForBid asked() {
        return command(AskForBid.class);
    }

    /** Is asked, bids, and is accepted. */
    AskForBid startsRun() {
        AskForBid asked = asked();
        bid(asked);
        command(BidAccepted.class);
        return asked;
    }

    // What it reports.

    CompletionStage<Answer> bid(AskForBid asked, boolean accepted, String reason) {
        return report(requester ->
                requester.onBid(new Bid(id, asked.executionId(), asked.job().id(), accepted, reason)));
    }

    CompletionStage<Answer> bid(AskForBid asked) {
        return bid(asked, true, "");
    }

    CompletionStage<Answer> refuse(AskForBid asked) {
        return bid(asked, false, "rejected bid: this node does not like it");
    }

    CompletionStage<Answer> complete(AskForBid asked, SpecConfig published, RunOutput output) {
        return report(requester -> requester.onRunComplete(
                new RunComplete(id, asked.executionId(), asked.job().id(), published, output)));
    }

    CompletionStage<Answer> complete(AskForBid asked) {
        return complete(asked, SpecConfig.NONE, RunOutput.EMPTY);
    }

    CompletionStage<Answer> fail(AskForBid asked, Failure failure) {
        Event event = Event.of(EventTopic.RUNNING_EXECUTION, failure, Jobs.NOW);
        return report(requester -> requester.onFailure(
                new ExecutionFailure(id, asked.executionId(), asked.job().id(), failure, event)));
    }

    private CompletionStage<Answer> report(Function<RequesterEndpoint, CompletionStage<Answer>> message) {
        CompletionStage<Answer> answer = message.apply(port.requester(RequesterRig.REQUESTER));
        rig.run();
        return answer;
    }
}
