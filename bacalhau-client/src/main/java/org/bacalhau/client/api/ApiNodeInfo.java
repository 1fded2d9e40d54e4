package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a node says about itself (http-api.md §14.9). Immutable.
 *
 * @param nodeId the node
 * @param nodeType {@link #REQUESTER} or {@link #COMPUTE}; a node with both roles says the latter
 * @param labels its labels; null if not said
 * @param computeNodeInfo what it can run; null for a node that only takes jobs
 * @param bacalhauVersion its software; empty in lists of the original
 */
public record ApiNodeInfo(
        @JsonProperty("NodeID") String nodeId,
        String nodeType,

        @JsonSetter(nulls = Nulls.SET, contentNulls = Nulls.AS_EMPTY) @Nullable
        Map<String, String> labels,

        @OmitEmpty @Nullable ApiComputeInfo computeNodeInfo,
        ApiBuildVersion bacalhauVersion) {
    /** The type of a node that only takes jobs. */
    public static final String REQUESTER = "Requester";

    /** The type of a node that runs jobs. */
    public static final String COMPUTE = "Compute";

    public ApiNodeInfo {
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(nodeType, "nodeType");
        labels = labels == null ? null : Map.copyOf(labels);
        bacalhauVersion = Objects.requireNonNullElse(bacalhauVersion, ApiBuildVersion.NOT_SAID);
    }
}
