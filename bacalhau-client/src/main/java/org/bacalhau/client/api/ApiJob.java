package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bacalhau.core.model.JobState;
import org.jspecify.annotations.Nullable;

/**
 * A job on the wire, as submitted and as read back (http-api.md §14.2). Immutable. {@link JobMapper} turns it into the
 * model, and {@link JobSubmissions} finds what is wrong with a submitted one.
 *
 * @param id its name; empty in most submissions
 * @param name a name for people
 * @param namespace groups jobs; empty means {@code default}
 * @param type {@code batch}, {@code ops}, {@code service} or {@code daemon}
 * @param priority higher goes first
 * @param count how many executions are wanted
 * @param constraints conditions on the labels of nodes; an element is null where somebody wrote {@code null}
 * @param meta facts about the job
 * @param labels by which lists are filtered
 * @param tasks what to run: one; an element is null where somebody wrote {@code null}
 * @param state where it stands; {@link ApiJobState#NOT_SAID} where the JSON says nothing
 * @param version always 0 in jobs of this API
 * @param revision 1 when accepted, one more with each move
 * @param createTime when it was accepted, in nanoseconds since 1970
 * @param modifyTime when it last moved, in nanoseconds since 1970
 * @param other fields of another version, kept as they are
 */
public record ApiJob(
        @JsonProperty("ID") String id,
        String name,
        String namespace,
        String type,
        long priority,
        long count,
        List<@Nullable ApiLabelRequirement> constraints,
        @Texts Map<String, String> meta,
        @Texts Map<String, String> labels,
        List<@Nullable ApiTask> tasks,
        ApiJobState state,
        long version,
        long revision,
        long createTime,
        long modifyTime,
        @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> other) {
    public ApiJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(type, "type");
        constraints = ApiTask.copyWithNulls(constraints);
        meta = Map.copyOf(meta);
        labels = Map.copyOf(labels);
        tasks = ApiTask.copyWithNulls(tasks);
        state = Objects.requireNonNullElse(state, ApiJobState.NOT_SAID);
        other = FreeForm.copyOf(other);
    }

    /** Returns the state; empty for one that is not known. */
    public Optional<JobState> knownState() {
        return state.state();
    }

    /** Tells whether the job has ended; false for a state that is not known. */
    public boolean isTerminal() {
        return knownState().filter(JobState::isTerminal).isPresent();
    }
}
