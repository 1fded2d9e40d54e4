package org.bacalhau.node.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobState;

/**
 * A job that has ended, with what a user may ask about it. Immutable.
 *
 * @param job its last state
 * @param executions all it had, the oldest first
 * @param history everything that was written down about it, the oldest first
 */
record EndedJob(Job job, List<Execution> executions, List<HistoryEntry> history) {

    /** Checks that the job failed by its first failed execution, and that its user is told of that and of a way out. */
    EndedJob failedBy(ErrorCode code, String... words) {
        return failedBy(0, code, words);
    }

    /** Checks that the job failed by a later failure, after which no try is worth while. */
    EndedJob failedBy(int number, ErrorCode code, String... words) {
        Failure cause = failure(number);
        assertThat(job.state()).as("state of the job").isEqualTo(JobState.FAILED);
        assertThat(cause.code()).as("code of: %s", cause.message()).isEqualTo(code);
        assertThat(cause.message()).contains(List.of(words));
        assertThat(cause.hint()).as("hint to: %s", cause.message()).isNotBlank();
        assertThat(job.status().message()).as("message of the job").contains(cause.message());
        Event last = lastWord();
        assertThat(last.details())
                .as("details of: %s", last.message())
                .containsEntry(Event.ERROR_CODE, code.name())
                .containsEntry(Event.HINT, cause.hint());
        return this;
    }

    /** Checks that no node was bothered with the job, and why. */
    EndedJob failedUnplaced(String... words) {
        assertThat(job.state()).as("state of the job").isEqualTo(JobState.FAILED);
        assertThat(executions).noneMatch(execution -> execution.state() == ExecutionState.COMPLETED);
        assertThat(job.status().message()).contains(words);
        assertThat(lastWord().details()).containsKey(Event.HINT);
        return this;
    }

    /** Checks that the job, however it ended, says why if it failed, and what to do; and that no fault of software was the reason. */
    EndedJob explained() {
        assertThat(job.isTerminal()).as("%s", job.status()).isTrue();
        assertThat(executions).allSatisfy(execution -> {
            Failure failure = execution.failure();
            if (failure != null) {
                assertThat(failure.code()).as(failure.message()).isNotEqualTo(ErrorCode.INTERNAL);
            }
        });
        if (job.state() == JobState.FAILED) {
            assertThat(job.status().message()).isNotBlank();
            assertThat(lastWord().details())
                    .as("details of: %s", job.status().message())
                    .containsKey(Event.HINT);
        }
        return this;
    }

    /** Checks the hint of the first failure. */
    EndedJob hinting(String... words) {
        assertThat(failure(0).hint()).contains(words);
        return this;
    }

    /** Checks that nobody tried again. */
    EndedJob once() {
        return times(1);
    }

    /** Checks how many executions there were. */
    EndedJob times(int count) {
        assertThat(executions)
                .as("executions of job that ended with: %s", job.status().message())
                .hasSize(count);
        return this;
    }

    /** Checks that it ended well. */
    EndedJob completed() {
        assertThat(job.state())
                .as("job that ended with: %s", job.status().message())
                .isEqualTo(JobState.COMPLETED);
        return this;
    }

    /** Checks that a user stopped it. */
    EndedJob stopped() {
        assertThat(job.state()).isEqualTo(JobState.STOPPED);
        assertThat(executions).isNotEmpty().allMatch(execution -> execution.state() == ExecutionState.CANCELLED);
        return this;
    }

    private Event lastWord() {
        return history.stream()
                .filter(HistoryEntry.OfJob.class::isInstance)
                .reduce((first, second) -> second)
                .orElseThrow()
                .event();
    }

    /** Returns what the failed execution of this number, from 0, failed by. */
    Failure failure(int number) {
        List<Failure> failures = executions.stream()
                .map(Execution::failure)
                .filter(failure -> failure != null)
                .toList();
        assertThat(failures)
                .as("failures of job in state %s: %s", job.state(), job.status().message())
                .hasSizeGreaterThan(number);
        return failures.get(number);
    }
}
