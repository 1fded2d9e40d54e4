package org.bacalhau.node.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.LocalExecutionState;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Resources;
import org.bacalhau.core.model.Status;
import org.bacalhau.core.store.ExecutionChange;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;

/**
 * Commits to both stores of a directory, from several threads, until it is killed. Each line it prints says that something
 * is stored: {@code job <id> <revision>} or {@code execution <id> <revision>}, 0 for one that is forgotten.
 */
final class CrashVictim {
    /** Printed before the stores are opened. */
    static final String BEGIN = "begin";

    private static final int WORKERS = 3;

    private final String round;
    private final SqliteJobStore jobs;
    private final SqliteExecutionStore executions;

    private CrashVictim(Path directory, String round) {
        this.round = round;
        this.jobs = Stores.jobs(directory);
        this.executions = Stores.executions(directory);
    }

    public static void main(String[] arguments) throws Exception {
        print(BEGIN);
        CrashVictim victim = new CrashVictim(Path.of(arguments[0]), arguments[1]);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int worker = i;
            workers.add(new Thread(() -> victim.work(worker)));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private static synchronized void print(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void work(int worker) {
        for (int i = 0; ; i++) {
            runJob(JobLife.of(i, new JobId("j-" + round + "-" + worker + "-" + i)));
            runExecution(new ExecutionId("e-" + round + "-" + worker + "-" + i), i);
        }
    }

    private void runJob(JobLife life) {
        Await.outcome(jobs.commit(life.accepted()));
        print("job " + life.id() + " 1");
        for (JobState next : List.of(JobState.RUNNING, JobState.COMPLETED)) {
            Await.outcome(jobs.commit(life.move(next)));
            print("job " + life.id() + " " + life.job().revision());
        }
    }

    private void runExecution(ExecutionId id, int number) {
        LocalExecution execution = new LocalExecution(
                id,
                new NodeId("requester"),
                Jobs.job(number),
                true,
                Resources.ZERO,
                Status.of(LocalExecutionState.CREATED),
                null,
                1,
                Jobs.NOW,
                Jobs.NOW);
        put(execution);
        put(execution.withState(LocalExecutionState.BID_ACCEPTED, "", null, Jobs.NOW));
        if (number % 2 == 0) {
            Await.outcome(executions.commit(List.of(new ExecutionChange.Forget(id))));
            print("execution " + id + " 0");
        }
    }

    private void put(LocalExecution execution) {
        Await.outcome(executions.commit(List.of(new ExecutionChange.Put(execution))));
        print("execution " + execution.id() + " " + execution.revision());
    }
}
