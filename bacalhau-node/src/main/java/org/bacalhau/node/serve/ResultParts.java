package org.bacalhau.node.serve;

import java.nio.file.Path;
import java.util.Optional;
import org.bacalhau.core.Role;
import org.bacalhau.node.config.ComputeKeys;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.NodeKeys;
import org.bacalhau.node.config.RequesterKeys;
import org.bacalhau.node.config.ServerKeys;
import org.bacalhau.node.http.result.ArchiveRetention;
import org.bacalhau.node.http.result.ResultServer;
import org.bacalhau.node.http.result.ResultSettings;

/** Translates settings for the results that are served. Stateless. */
final class ResultParts {
    private static final String KEY_FILE = "results.key";

    private ResultParts() {}

    /** Returns what serves the results of a compute node and relays those of others, or, without that role, relays alone. */
    static ResultServer of(NodeConfig config, Path dataDirectory) {
        ResultSettings settings = settings(config);
        if (!config.get(NodeKeys.TYPE).contains(Role.COMPUTE)) {
            return ResultServer.relaying(settings);
        }
        Path keyFile = dataDirectory.resolve(KEY_FILE);
        ResultServer results = ResultServer.open(config.get(ComputeKeys.RESULT_DIRECTORY), keyFile, settings);
        PrivateFiles.tightenKey(keyFile);
        return results;
    }

    static ResultSettings settings(NodeConfig config) {
        Optional<Long> largest = config.get(ComputeKeys.RESULTS_SIZE);
        return new ResultSettings(
                config.get(ServerKeys.ADVERTISED_ADDRESS),
                config.get(ComputeKeys.LINK_LIFE),
                new ArchiveRetention(config.get(ComputeKeys.RESULT_AGE), largest.orElse(Long.MAX_VALUE)),
                config.get(RequesterKeys.RESULT_RELAY),
                config.get(RequesterKeys.RELAYS),
                ResultSettings.DEFAULT.relayIdle());
    }
}
