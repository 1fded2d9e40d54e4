package org.bacalhau.cli.run;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Interrupt;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.LogPrinter;
import org.bacalhau.cli.output.Texts;
import org.bacalhau.cli.result.DownloadFlags;
import org.bacalhau.cli.result.ResultFetch;
import org.bacalhau.client.Include;
import org.bacalhau.client.Jobs;
import org.bacalhau.client.LogOptions;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.client.api.PutJobResponse;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobValidator;
import org.bacalhau.core.model.ValidationException;

/** Submits a job, and does what the flags say until it ends: nothing, wait, or follow its output. For one thread. */
final class RunFlow {
    private final Session session;
    private final WaitFlags flags;
    private final DownloadFlags download;
    private final boolean showWarnings;

    RunFlow(Session session, WaitFlags flags, DownloadFlags download, boolean showWarnings) {
        this.session = session;
        this.flags = flags;
        this.download = download;
        this.showWarnings = showWarnings;
    }

    /** Runs a job made of flags, and returns the exit code. */
    int run(JobSpec spec) throws InterruptedException {
        List<Fault> faults = JobValidator.validate(spec);
        if (!faults.isEmpty()) {
            throw new ValidationException("job", faults);
        }
        return run(JobMapper.toWire(spec));
    }

    /** Runs a job that was found sound, and returns the exit code. */
    int run(ApiJob job) throws InterruptedException {
        flags.sayWhatIsOld(session);
        if (flags.dryRun()) {
            session.out().print(JobForm.yaml(job));
            return ExitCode.OK.number();
        }
        if (session.isEmbedded()) {
            session.allow(LocalPaths.of(job));
        }
        PutJobResponse answer = session.client().jobs().submit(job);
        List<String> warnings = answer.warnings();
        if (showWarnings && warnings != null) {
            warnings.forEach(warning -> session.err().println("Warning: " + warning));
        }
        String id = answer.jobId();
        if (!flags.waits() || flags.idOnly()) {
            session.out().println(id);
            session.out().flush();
        } else {
            session.err().println("Job " + id + " is submitted.");
        }
        return flags.waits() ? watch(id) : ExitCode.OK.number();
    }

    private int watch(String id) throws InterruptedException {
        ApiJob ended;
        try (Interrupt interrupt = Interrupt.saying(() -> lastWords(id))) {
            if (flags.follow()) {
                follow(id);
            }
            ended = new JobWatch(session, id).await(flags.longestWait(), flags.idOnly() || flags.follow());
        }
        JobEnding ending = new JobEnding(
                session, session.client().jobs().getWith(ended.id(), Include.HISTORY, Include.EXECUTIONS));
        if (!flags.idOnly()) {
            report(ended, ending);
        }
        boolean wanted = flags.download() && ending.state() == JobState.COMPLETED;
        int fetched = wanted ? new ResultFetch(session, download).fetch(ended.id()) : ExitCode.OK.number();
        return ending.exitCode() == 0 ? fetched : ending.exitCode();
    }

    private void follow(String id) {
        Jobs jobs = session.client().jobs();
        try {
            jobs.logs(id, LogOptions.FOLLOW, new LogPrinter(session));
        } catch (BacalhauException e) {
            // A job that never ran has no log; why it did not run is told by how it ended.
            if (e.code() != ErrorCode.NOT_FOUND && e.code() != ErrorCode.DEADLINE_EXCEEDED) {
                throw e;
            }
        } catch (CompletionException e) {
            throw new IllegalStateException("the log of " + id + " ended", e);
        }
        session.out().flush();
    }

    private void report(ApiJob job, JobEnding ending) {
        if (!flags.follow()) {
            ending.printOutput();
        }
        Duration took = Duration.between(Texts.instant(job.createTime()), Texts.instant(job.modifyTime()));
        String code = ending.exitCodeOfProgram() == 0 ? "" : " with exit code " + ending.exitCodeOfProgram();
        JobState state = ending.state();
        session.err()
                .println("Job " + Texts.shortId(job.id()) + " "
                        + (state == JobState.RUNNING
                                ? "runs"
                                : hasEnded(state) + code + " after " + Texts.elapsed(took))
                        + ".");
        if (state == JobState.FAILED || state == JobState.STOPPED) {
            ending.printCauses();
        }
        if (flags.nodeDetails()) {
            ending.printNodes();
        }
        session.err().println("  details: bacalhau job describe " + job.id());
        if (hasPublisher(job)) {
            session.err().println("  results: bacalhau job get " + job.id());
        }
        if (state == JobState.RUNNING) {
            session.err().println("  stop it: bacalhau job stop " + job.id());
        }
    }

    private static String hasEnded(JobState state) {
        String verb = state == JobState.STOPPED ? "was " : "has ";
        return verb + state.wireName().toLowerCase(Locale.ROOT);
    }

    private static boolean hasPublisher(ApiJob job) {
        return job.tasks().stream()
                .anyMatch(task -> task != null
                        && task.publisher() != null
                        && !task.publisher().type().isEmpty());
    }

    private void lastWords(String id) {
        session.err().println();
        session.err().println("The job goes on.");
        session.err().println("  follow it: bacalhau job logs --follow " + id);
        session.err().println("  stop it:   bacalhau job stop " + id);
        session.err().flush();
    }
}
