package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a job runs (http-api.md §14.3). Immutable. A part that is null was not said; a server fills it in.
 *
 * @param name the task's name
 * @param engine the engine; null if not said, which no server accepts
 * @param publisher where the result goes
 * @param env environment variables
 * @param meta facts about the task
 * @param inputSources data the task reads; an element is null where somebody wrote {@code null}
 * @param resultPaths directories that become the result; an element is null where somebody wrote {@code null}
 * @param resources what the task asks for
 * @param network what it may reach
 * @param timeouts how long it may take
 * @param other fields of another version, kept as they are
 */
public record ApiTask(
        String name,
        @Nullable ApiSpecConfig engine,
        @Nullable ApiSpecConfig publisher,
        @OmitEmpty @Texts Map<String, String> env,
        @OmitEmpty @Texts Map<String, String> meta,
        @OmitEmpty List<@Nullable ApiInputSource> inputSources,
        @OmitEmpty List<@Nullable ApiResultPath> resultPaths,
        @OmitEmpty @Nullable ApiResourcesConfig resources,
        @OmitEmpty @Nullable ApiNetworkConfig network,
        @OmitEmpty @Nullable ApiTimeouts timeouts,
        @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> other) {
    public ApiTask {
        Objects.requireNonNull(name, "name");
        env = Map.copyOf(env);
        meta = Map.copyOf(meta);
        inputSources = copyWithNulls(inputSources);
        resultPaths = copyWithNulls(resultPaths);
        other = FreeForm.copyOf(other);
    }

    static <T> List<@Nullable T> copyWithNulls(List<? extends @Nullable T> list) {
        return Collections.unmodifiableList(new ArrayList<@Nullable T>(list));
    }
}
