package org.bacalhau.core.transport;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.bacalhau.core.model.NodeId;

/** A requester that keeps what it is told and answers as the test wants. Safe for any thread. */
public final class RecordingRequester implements RequesterEndpoint {
    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<NodeAnnouncement> announcements = new LinkedBlockingQueue<>();
    private final BlockingQueue<NodeId> departures = new LinkedBlockingQueue<>();
    private final List<Object> signsOfLife = new CopyOnWriteArrayList<>();
    private volatile Runnable beforeAnnouncement = () -> {};
    private volatile Function<Object, CompletionStage<Answer>> answers =
            message -> CompletableFuture.completedStage(Answer.TAKEN);

    /** Sets how reports are answered from now on; the function may throw. */
    public RecordingRequester answering(Function<Object, CompletionStage<Answer>> function) {
        answers = function;
        return this;
    }

    /** Sets what is done each time an announcement has come and before it is noted. */
    public RecordingRequester beforeAnnouncement(Runnable action) {
        beforeAnnouncement = action;
        return this;
    }

    /** Returns all announcements and departures in the order in which they were noted. */
    public List<Object> signsOfLife() {
        return signsOfLife;
    }

    /** Returns the reports that came and were not yet taken, oldest first. */
    public BlockingQueue<Object> messages() {
        return messages;
    }

    /** Returns the announcements that came and were not yet taken, oldest first. */
    public BlockingQueue<NodeAnnouncement> announcements() {
        return announcements;
    }

    /** Returns the departures that came and were not yet taken, oldest first. */
    public BlockingQueue<NodeId> departures() {
        return departures;
    }

    private CompletionStage<Answer> record(Object message) {
        messages.add(message);
        return answers.apply(message);
    }

    @Override
    public CompletionStage<Answer> onBid(Bid message) {
        return record(message);
    }

    @Override
    public CompletionStage<Answer> onRunComplete(RunComplete message) {
        return record(message);
    }

    @Override
    public CompletionStage<Answer> onFailure(ExecutionFailure message) {
        return record(message);
    }

    @Override
    public void onAnnouncement(NodeAnnouncement message) {
        beforeAnnouncement.run();
        signsOfLife.add(message);
        announcements.add(message);
    }

    @Override
    public void onDeparture(NodeId node) {
        signsOfLife.add(node);
        departures.add(node);
    }
}
