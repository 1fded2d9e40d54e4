package org.bacalhau.core.compute.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bacalhau.core.compute.ExecutionRunner.Listener;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.LocalExecution.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Takes one execution through its stages (job-lifecycle.md §11.2). Confined to the execution's worker. Removes nothing:
 * whoever calls it does, whatever came of it.
 */
final class RunStages {
    private static final int MOST_STDERR_CHARS = 256;

    private final RunnerParts parts;
    private final Components components;
    private final LocalExecution execution;
    private final Task task;
    private final Listener listener;
    private final RunDirectory directory;
    private final OutputLog log;
    private final StopSignal stop;
    private final Attempt attempt;

    RunStages(
            RunnerParts parts,
            LocalExecution execution,
            Listener listener,
            RunDirectory directory,
            OutputLog log,
            StopSignal stop) {
        this.parts = parts;
        this.components = new Components(parts.components());
        this.execution = execution;
        this.task = execution.job().task();
        this.listener = listener;
        this.directory = directory;
        this.log = log;
        this.stop = stop;
        this.attempt = new Attempt(parts.faults());
    }

    /** Runs the execution to its end. */
    Outcome.Completed perform() throws StageFailure, InterruptedException {
        // Everything that can be refused is, before the first byte is fetched.
        Executor engine = attempt.running(
                "getting executor " + Causes.shorten(task.engine().type()), () -> components.executor(task.engine()));
        Publisher publisher = findPublisher();
        ResultDirectory results = new ResultDirectory(directory, task.resultPaths(), parts.config(), stop);
        attempt.running("preparing results path", () -> {
            results.checkNames();
            return true;
        });

        RunRequest request = prepare(engine, results);
        stop.check();
        listener.running();
        RunResult ran = run(engine, request);
        stop.check();
        SpecConfig published = publisher == null ? SpecConfig.NONE : publish(publisher, results, ran);
        return new Outcome.Completed(published, output(ran));
    }

    private @Nullable Publisher findPublisher() throws StageFailure {
        SpecConfig wanted = task.publisher();
        if (wanted.isNone()) {
            return null;
        }
        return attempt.publishing(
                "failed to get publisher " + Causes.shorten(wanted.type()), () -> components.publisher(wanted));
    }

    private RunRequest prepare(Executor engine, ResultDirectory results) throws StageFailure, InterruptedException {
        List<InputSource> engineSources =
                attempt.running("preparing arguments", () -> engine.engineInputs(task.engine()));
        InputPreparation inputs = new InputPreparation(attempt, directory);
        inputs.add(task.inputSources(), "input", "", components);
        inputs.add(engineSources, "engine input", "engine-", components);

        boolean continues = attempt.running("preparing results path", engine::survivesRestart);
        if (!continues) {
            directory.clear();
        }
        List<RunRequest.Output> outputs = attempt.running("preparing results path", results::createOutputs);
        List<PreparedInput> prepared = inputs.prepare(parts.workers());
        int ofTask = task.inputSources().size();
        return new RunRequest(
                execution.id(),
                execution.job().id(),
                task,
                execution.allocated(),
                prepared.subList(0, ofTask),
                prepared.subList(ofTask, prepared.size()),
                outputs,
                environment(),
                directory.engine(),
                log.stream(LogChunk.Stream.STDOUT),
                log.stream(LogChunk.Stream.STDERR));
    }

    private Map<String, String> environment() {
        Job job = execution.job();
        Map<String, String> environment = new HashMap<>(task.env());
        environment.put("BACALHAU_EXECUTION_ID", execution.id().value());
        environment.put("BACALHAU_JOB_ID", job.id().value());
        environment.put("BACALHAU_JOB_TYPE", job.spec().type().wireName());
        environment.put("BACALHAU_NODE_ID", parts.node().value());
        return environment;
    }

    private RunResult run(Executor engine, RunRequest request) throws StageFailure {
        RunResult result;
        try {
            result = attempt.running("execution error", () -> engine.run(request));
        } catch (StageFailure failed) {
            endOutput();
            throw withStderr(failed);
        }
        endOutput();
        return result;
    }

    // Goes before what the engine says: that is at best a consequence.
    private void endOutput() throws StageFailure {
        log.finish();
        attempt.running("execution error", () -> {
            log.checkWhole();
            return true;
        });
    }

    // A trap says where, the program's own last words say why; the output of a failed execution is not reported.
    private StageFailure withStderr(StageFailure failed) {
        Failure failure = failed.failure();
        String stderr = log.summary(LogChunk.Stream.STDERR).text().strip();
        if (failure.code() != ErrorCode.PROGRAM_FAILED || stderr.isEmpty()) {
            return failed;
        }
        String shown = stderr.length() <= MOST_STDERR_CHARS
                ? stderr
                : stderr.substring(0, stderr.offsetByCodePoints(0, charactersShown(stderr))) + "…";
        String message = failure.message() + "; standard error begins: " + shown.replaceAll("\\p{Cntrl}+", " ");
        return new StageFailure(
                failed.topic(),
                new Failure(failure.code(), message, failure.hint(), failure.retryable()),
                failed.getCause());
    }

    private static int charactersShown(String text) {
        return text.codePointCount(0, MOST_STDERR_CHARS);
    }

    private SpecConfig publish(Publisher publisher, ResultDirectory results, RunResult ran)
            throws StageFailure, InterruptedException {
        Path collected = attempt.publishing("collecting the result", () -> results.complete(log, ran.exitCode()));
        stop.check();
        listener.publishing();
        PublishRequest request =
                new PublishRequest(execution.job().id(), execution.id(), parts.node(), task.publisher(), collected);
        return new Publishing(attempt, parts.config().publishRetry(), parts.pause()).publish(publisher, request, stop);
    }

    private RunOutput output(RunResult ran) {
        StreamCapture.Summary stdout = log.summary(LogChunk.Stream.STDOUT);
        StreamCapture.Summary stderr = log.summary(LogChunk.Stream.STDERR);
        return new RunOutput(stdout.text(), stdout.truncated(), stderr.text(), stderr.truncated(), ran.exitCode(), "");
    }
}
