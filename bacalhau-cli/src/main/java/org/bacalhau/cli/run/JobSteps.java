package org.bacalhau.cli.run;

import java.util.Comparator;
import java.util.List;
import org.bacalhau.cli.output.Texts;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.client.api.ApiHistoryEntry;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiList;
import org.bacalhau.client.api.GetJobResponse;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.JobState;
import org.jspecify.annotations.Nullable;

/** Says in a few words what a job is at, and why it waits. Stateless. */
final class JobSteps {
    private JobSteps() {}

    static String describe(GetJobResponse answer) {
        ApiJob job = answer.job();
        JobState state = job.knownState().orElse(JobState.RUNNING);
        List<ApiExecution> live = itemsOf(answer.executions()).stream()
                .filter(execution -> execution
                        .knownState()
                        .filter(known -> !known.isTerminal())
                        .isPresent())
                .toList();
        if (live.isEmpty()) {
            String why = because(job.state().message(), lastMessage(answer, ""));
            return switch (state) {
                case PENDING, QUEUED -> "waiting for a node" + why;
                case RUNNING -> "running" + why;
                case COMPLETED, FAILED, STOPPED -> "ending";
            };
        }
        ApiExecution first = live.get(0);
        String others = live.size() == 1 ? "" : " and " + (live.size() - 1) + " more";
        String why = because(first.computeState().message(), lastMessage(answer, first.id()));
        return doing(first) + " " + Texts.shortId(first.nodeId()) + others + why;
    }

    private static String doing(ApiExecution execution) {
        ExecutionState state = execution.knownState().orElse(ExecutionState.NEW);
        return switch (state) {
            case NEW, ASK_FOR_BID, ASK_FOR_BID_ACCEPTED, ASK_FOR_BID_REJECTED -> "asking";
            case BID_ACCEPTED -> "running on";
            case BID_REJECTED, COMPLETED, FAILED, CANCELLED -> "ending on";
        };
    }

    private static String because(String message, String lastMessage) {
        String why = message.isEmpty() ? lastMessage : message;
        return why.isEmpty() ? "" : ": " + why.lines().findFirst().orElse("");
    }

    /** Returns the newest message about an execution; with an empty id, about the job itself. */
    private static String lastMessage(GetJobResponse answer, String executionId) {
        return itemsOf(answer.history()).stream()
                .filter(entry -> entry.executionId().equals(executionId))
                .max(Comparator.comparing(ApiHistoryEntry::time))
                .map(entry -> entry.event().message())
                .orElse("");
    }

    static <T> List<T> itemsOf(@Nullable ApiList<T> list) {
        return list == null ? List.of() : list.items();
    }
}
