package org.bacalhau.node.serve;

import com.google.common.base.Strings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.MalformedJsonException;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.compute.bid.CommandProbe;
import org.bacalhau.core.compute.bid.HttpProbe;
import org.bacalhau.core.compute.bid.ProbeAnswer;
import org.bacalhau.node.config.ComputeKeys;
import org.bacalhau.node.config.NodeConfig;
import org.jspecify.annotations.Nullable;

/** Makes the outside judges of jobs that settings name (job-lifecycle.md §9.3). Stateless. */
final class Probes {
    private Probes() {}

    static List<BidStrategy> of(NodeConfig config) {
        Duration patience = config.get(ComputeKeys.NEGOTIATION_TIMEOUT);
        List<BidStrategy> probes = new ArrayList<>();
        config.get(ComputeKeys.PROBE_EXEC)
                .filter(command -> !command.isBlank())
                .ifPresent(command -> probes.add(new CommandProbe(command, Probes::question, patience)));
        config.get(ComputeKeys.PROBE_HTTP)
                .ifPresent(url -> probes.add(
                        new HttpProbe(HttpClient.newHttpClient(), url, Probes::question, Probes::answer, patience)));
        return probes;
    }

    private static String question(BidRequest request) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("NodeID", request.node().value());
        question.put("Job", JobMapper.toWire(request.job()));
        return Json.text(question);
    }

    private static ProbeAnswer answer(String json) throws IOException {
        try {
            Answer answer = Json.read(json, Answer.class);
            return new ProbeAnswer(answer.shouldBid(), answer.shouldWait(), Strings.nullToEmpty(answer.reason()));
        } catch (MalformedJsonException e) {
            throw new IOException("the answer is not one: " + e.failure().message(), e);
        }
    }

    /** The answer on the wire. */
    record Answer(
            boolean shouldBid, boolean shouldWait, @Nullable String reason) {}
}
