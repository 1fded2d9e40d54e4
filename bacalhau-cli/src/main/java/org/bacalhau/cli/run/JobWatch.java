package org.bacalhau.cli.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.LiveLine;
import org.bacalhau.client.Include;
import org.bacalhau.client.Jobs;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.GetJobResponse;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a job and shows what it is at. For one thread.
 *
 * <p>The end is learnt of at once, by a call that the node holds; between, the job is looked at now and then, more often
 * in the beginning, when more happens.
 */
final class JobWatch {
    private static final long REDRAW_MILLIS = 100;
    private static final int LOOK_EVERY = 5; // redraws

    private final Session session;
    private final String id;

    JobWatch(Session session, String id) {
        this.session = session;
        this.id = id;
    }

    /**
     * Waits for a job to end; a job that never ends by itself is only waited for until it runs.
     *
     * @param longest how long
     * @param silent whether to show nothing
     */
    ApiJob await(Duration longest, boolean silent) throws InterruptedException {
        Jobs jobs = session.client().jobs();
        CompletableFuture<ApiJob> end = jobs.awaitAsync(id, longest);
        try (LiveLine line = new LiveLine(session, silent)) {
            String step = "submitted";
            for (int round = 1; ; round++) {
                try {
                    return end.get(REDRAW_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillGoing) {
                    if (round % LOOK_EVERY == 1) {
                        GetJobResponse answer = jobs.getWith(id, Include.HISTORY, Include.EXECUTIONS);
                        if (runsForGood(answer.job())) {
                            return answer.job();
                        }
                        step = JobSteps.describe(answer);
                    }
                    line.at(step);
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        } finally {
            end.cancel(false);
        }
    }

    private static boolean runsForGood(ApiJob job) {
        boolean longRunning =
                job.type().equals(JobType.SERVICE.wireName()) || job.type().equals(JobType.DAEMON.wireName());
        return longRunning && job.knownState().filter(JobState.RUNNING::equals).isPresent();
    }

    private RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof BacalhauException known && known.code() == ErrorCode.DEADLINE_EXCEEDED) {
            return BacalhauException.of(
                    ErrorCode.DEADLINE_EXCEEDED,
                    known.failure().message(),
                    "the job goes on; follow it with \"bacalhau job logs --follow " + id
                            + "\", stop it with \"bacalhau job" + " stop " + id + "\"");
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
