package org.bacalhau.core.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bacalhau.core.logs.LogReader;
import org.bacalhau.core.logs.LogRequest;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.runtime.SimulatedTime;
import org.bacalhau.core.transport.ComputeEndpoint;
import org.bacalhau.core.transport.NodeAnnouncement;
import org.bacalhau.core.transport.RequesterEndpoint;
import org.bacalhau.core.transport.Transport;

/**
 * A network in simulated time that delays, and while it is told to misbehave also loses and doubles messages, in both
 * directions; different delays reorder them. Nodes can be cut off from each other. Confined to the test's thread.
 */
final class SimulatedTransport implements Transport {
    private final SimulatedTime time;
    private final Random random;
    private final Map<NodeId, RequesterEndpoint> requesters = new HashMap<>();
    private final Map<NodeId, ComputeEndpoint> computes = new HashMap<>();
    private final Set<NodeId> cutOff = new HashSet<>();
    private double lossRate;
    private double doubleRate;
    private long lost;
    private long doubled;
    private long delivered;

    SimulatedTransport(SimulatedTime time, Random random) {
        this.time = time;
        this.random = random;
    }

    /** Sets how much of all messages is lost and doubled from now on, each 0 to 1. */
    void misbehave(double loss, double doubling) {
        lossRate = loss;
        doubleRate = doubling;
    }

    /** Cuts a node off from all others, or connects it again. */
    void setCutOff(NodeId node, boolean cut) {
        if (cut) {
            cutOff.add(node);
        } else {
            cutOff.remove(node);
        }
    }

    /** Drops a node without a word, as a crash does. */
    void vanish(NodeId node) {
        requesters.remove(node);
        computes.remove(node);
    }

    /** Returns what happened to messages so far, for the record of a run. */
    String statistics() {
        return delivered + " delivered, " + lost + " lost, " + doubled + " doubled";
    }

    private void carry(NodeId from, NodeId to, Runnable arrival) {
        int copies = random.nextDouble() < doubleRate ? 2 : 1;
        doubled += copies - 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() < lossRate) {
                lost++;
                continue;
            }
            time.schedule(delay(), () -> {
                if (cutOff.contains(from) || cutOff.contains(to)) {
                    lost++;
                } else {
                    delivered++;
                    arrival.run();
                }
            });
        }
    }

    // Mostly quick, sometimes slow enough to be overtaken and to miss deadlines.
    private Duration delay() {
        return random.nextInt(20) == 0
                ? Duration.ofMillis(random.nextInt(8_000))
                : Duration.ofNanos(random.nextInt(3_000_000));
    }

    private <E, A> CompletionStage<A> call(
            NodeId from, NodeId to, Map<NodeId, E> endpoints, Function<E, CompletionStage<A>> message) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        carry(from, to, () -> {
            E endpoint = endpoints.get(to);
            if (endpoint != null) {
                message.apply(endpoint)
                        .whenComplete((result, failure) -> carry(to, from, () -> answer.complete(result)));
            }
        });
        return answer;
    }

    @Override
    public RequesterPort openRequester(NodeId self, RequesterEndpoint endpoint) {
        requesters.put(self, endpoint);
        return new RequesterPort() {
            @Override
            public ComputeEndpoint compute(NodeId node) {
                return new ComputeProxy(self, node);
            }

            @Override
            public void close() {
                requesters.remove(self, endpoint);
            }
        };
    }

    @Override
    public ComputePort openCompute(NodeId self, ComputeEndpoint endpoint) {
        computes.put(self, endpoint);
        return new ComputePort() {
            @Override
            public RequesterEndpoint requester(NodeId node) {
                return new RequesterProxy(self, node);
            }

            @Override
            public void announce(NodeAnnouncement announcement) {
                for (NodeId requester : Set.copyOf(requesters.keySet())) {
                    requester(requester).onAnnouncement(announcement);
                }
            }

            @Override
            public void close() {
                computes.remove(self, endpoint);
            }
        };
    }

    @Override
    public void close() {
        requesters.clear();
        computes.clear();
    }

    private final class ComputeProxy implements ComputeEndpoint {
        private final NodeId from;
        private final NodeId to;

        private ComputeProxy(NodeId from, NodeId to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public CompletionStage<Answer> askForBid(AskForBid message) {
            return call(from, to, computes, node -> node.askForBid(message));
        }

        @Override
        public CompletionStage<Answer> bidAccepted(BidAccepted message) {
            return call(from, to, computes, node -> node.bidAccepted(message));
        }

        @Override
        public CompletionStage<Answer> bidRejected(BidRejected message) {
            return call(from, to, computes, node -> node.bidRejected(message));
        }

        @Override
        public CompletionStage<Answer> cancelExecution(CancelExecution message) {
            return call(from, to, computes, node -> node.cancelExecution(message));
        }

        @Override
        public CompletionStage<LogReader> executionLogs(NodeId sender, LogRequest request) {
            return call(from, to, computes, node -> node.executionLogs(sender, request));
        }
    }

    private final class RequesterProxy implements RequesterEndpoint {
        private final NodeId from;
        private final NodeId to;

        private RequesterProxy(NodeId from, NodeId to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public CompletionStage<Answer> onBid(Bid message) {
            return call(from, to, requesters, node -> node.onBid(message));
        }

        @Override
        public CompletionStage<Answer> onRunComplete(RunComplete message) {
            return call(from, to, requesters, node -> node.onRunComplete(message));
        }

        @Override
        public CompletionStage<Answer> onFailure(ExecutionFailure message) {
            return call(from, to, requesters, node -> node.onFailure(message));
        }

        @Override
        public void onAnnouncement(NodeAnnouncement message) {
            carry(from, to, () -> {
                RequesterEndpoint endpoint = requesters.get(to);
                if (endpoint != null) {
                    endpoint.onAnnouncement(message);
                }
            });
        }

        @Override
        public void onDeparture(NodeId node) {
            carry(from, to, () -> {
                RequesterEndpoint endpoint = requesters.get(to);
                if (endpoint != null) {
                    endpoint.onDeparture(node);
                }
            });
        }
    }
}
