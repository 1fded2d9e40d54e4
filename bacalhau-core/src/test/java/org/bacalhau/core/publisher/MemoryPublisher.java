package org.bacalhau.core.publisher;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.testing.FileTrees;

/** A publisher for tests that keeps results in memory, by execution; {@code Fail} always fails. Safe for any thread. */
public final class MemoryPublisher implements Publisher {
    /** The publisher's type. */
    public static final String TYPE = "memory";

    private final ConcurrentMap<ExecutionId, Map<String, String>> results = new ConcurrentHashMap<>();

    /** Returns what was published: the text of each file, by execution and relative path. */
    public Map<ExecutionId, Map<String, String>> results() {
        return results;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public SpecConfig publish(PublishRequest request) throws IOException {
        if (request.publisher().param("Fail") != null) {
            throw new IOException("publisher was told to fail");
        }
        results.put(request.executionId(), FileTrees.read(request.resultDirectory()));
        return SpecConfig.of(TYPE).with("Execution", request.executionId().value());
    }
}
