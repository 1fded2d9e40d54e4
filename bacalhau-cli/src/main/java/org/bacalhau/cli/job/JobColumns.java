package org.bacalhau.cli.job;

import java.util.List;
import java.util.Locale;
import org.bacalhau.cli.output.Column;
import org.bacalhau.cli.output.Texts;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.client.api.ApiHistoryEntry;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.core.model.DesiredState;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.ExecutionState;

/** The columns of lists about jobs (cli-config-auth.md §3.4). Stateless. */
final class JobColumns {
    static final List<Column<ApiJob>> JOBS = List.of(
            Column.of(
                    "created",
                    job -> Texts.dateTime(Texts.instant(job.createTime())),
                    job -> Texts.time(Texts.instant(job.createTime()))),
            Column.of("id", ApiJob::id, job -> Texts.shortId(job.id())),
            Column.of("job", JobColumns::engineOf),
            Column.of("type", ApiJob::type),
            Column.of("state", job -> job.state().stateType()));

    static final List<Column<ApiExecution>> EXECUTIONS = List.of(
            Column.of(
                    "created",
                    execution -> Texts.dateTime(Texts.instant(execution.createTime())),
                    execution -> Texts.time(Texts.instant(execution.createTime()))),
            Column.of(
                    "modified",
                    execution -> Texts.dateTime(Texts.instant(execution.modifyTime())),
                    execution -> Texts.time(Texts.instant(execution.modifyTime()))),
            Column.of("id", ApiExecution::id, execution -> Texts.shortId(execution.id())),
            Column.of("node id", ApiExecution::nodeId, execution -> Texts.shortId(execution.nodeId())),
            Column.of("rev.", execution -> Long.toString(execution.revision())),
            Column.of("state", JobColumns::stateOf),
            Column.of("desired", JobColumns::desiredOf));

    static final List<Column<ApiHistoryEntry>> HISTORY = List.of(
            Column.of("time", entry -> Texts.precise(entry.time())),
            Column.of("level", ApiHistoryEntry::type),
            Column.of("rev.", entry -> Long.toString(entry.newRevision())),
            Column.of("exec. id", ApiHistoryEntry::executionId, entry -> Texts.shortId(entry.executionId())),
            Column.of("node id", ApiHistoryEntry::nodeId, entry -> Texts.shortId(entry.nodeId())),
            Column.of("state", JobColumns::nextState),
            Column.of("topic", entry -> entry.event().topic()),
            Column.of("event", JobColumns::eventOf));

    private JobColumns() {}

    /** Returns the engine of the job's task. */
    static String engineOf(ApiJob job) {
        return job.tasks().stream()
                .filter(task -> task != null && task.engine() != null)
                .map(task -> task.engine().type())
                .findFirst()
                .orElse("");
    }

    static String stateOf(ApiExecution execution) {
        return execution.knownState().map(ExecutionState::wireName).orElse("Undefined");
    }

    static String desiredOf(ApiExecution execution) {
        return execution.desiredState().desired().map(JobColumns::nameOf).orElse("Undefined");
    }

    // A desired state travels as a number; its name is only for people.
    private static String nameOf(DesiredState state) {
        return state.name().substring(0, 1) + state.name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** Returns the state that an entry tells of; empty if it tells of none. */
    static String nextState(ApiHistoryEntry entry) {
        if (entry.jobState() != null) {
            return entry.jobState().next();
        }
        int next = entry.executionState() == null ? 0 : entry.executionState().next();
        for (ExecutionState state : ExecutionState.values()) {
            if (state.wireNumber() == next) {
                return state.wireName();
            }
        }
        return "";
    }

    /** Returns what happened, and below it what to do about it. */
    static String eventOf(ApiHistoryEntry entry) {
        String hint = entry.event().details().getOrDefault(Event.HINT, "");
        return hint.isEmpty() ? entry.event().message() : entry.event().message() + "\n* " + hint;
    }
}
