package org.bacalhau.core;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;

/** An engine of the type {@value #TYPE} that does what the test says. Safe for any thread if its body is. */
record LambdaExecutor(Body body) implements Executor {
    static final String TYPE = "lambda";

    /** What a run does. */
    @FunctionalInterface
    interface Body {
        RunResult run(RunRequest request) throws IOException, InterruptedException;
    }

    /** Returns an engine whose programs end well at once. */
    static LambdaExecutor succeeding() {
        return new LambdaExecutor(request -> RunResult.SUCCESS);
    }

    /** Returns an engine whose programs run until they are stopped. */
    static LambdaExecutor endless() {
        return new LambdaExecutor(request -> {
            new CountDownLatch(1).await();
            return RunResult.SUCCESS;
        });
    }

    /** Returns an engine whose programs fail in a way that may be better next time. */
    static LambdaExecutor failing(String why) {
        return new LambdaExecutor(request -> {
            throw new IOException(why);
        });
    }

    /** Starts a job for such an engine. */
    static JobSpec.Builder job(JobType type) {
        return JobSpec.builder(type, task().build());
    }

    /** Starts a task for such an engine. */
    static Task.Builder task() {
        return Task.builder("main", SpecConfig.of(TYPE));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public RunResult run(RunRequest request) throws IOException, InterruptedException {
        return body.run(request);
    }
}
