package org.bacalhau.cli.run;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.Texts;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.client.api.ApiHistoryEntry;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiRunOutput;
import org.bacalhau.client.api.GetJobResponse;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.JobState;

/** Prints how a job ended. For one thread. */
final class JobEnding {
    private static final int LARGEST_EXIT_CODE = 255;

    private final Session session;
    private final ApiJob job;
    private final List<ApiExecution> executions;
    private final List<ApiHistoryEntry> history;

    JobEnding(Session session, GetJobResponse answer) {
        this.session = session;
        this.job = answer.job();
        this.executions = JobSteps.itemsOf(answer.executions());
        this.history = JobSteps.itemsOf(answer.history());
    }

    /** Prints what the programs wrote: their output to standard output, their errors to standard error. */
    void printOutput() {
        List<ApiExecution> ran = executions.stream()
                .filter(execution -> execution.runOutput() != null)
                .toList();
        for (ApiExecution execution : ran) {
            ApiRunOutput output = execution.runOutput();
            if (output == null) {
                continue;
            }
            if (ran.size() > 1) {
                session.err()
                        .println("— " + Texts.shortId(execution.id()) + " on " + Texts.shortId(execution.nodeId()));
            }
            print(session.out(), output.stdout());
            print(session.err(), output.stderr());
            if (output.stdoutTruncated() || output.stderrTruncated()) {
                session.notice("the output is longer; the rest is in the published results, or in \"bacalhau job logs\""
                        + " while the job runs");
            }
        }
    }

    private static void print(PrintStream stream, String text) {
        stream.print(text);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            stream.println();
        }
        stream.flush();
    }

    /** Prints how it went on each node, one line for each distinct message. */
    void printNodes() {
        Map<String, TreeSet<String>> nodes = new LinkedHashMap<>();
        for (ApiExecution execution : executions) {
            nodes.computeIfAbsent(messageOf(execution), message -> new TreeSet<>())
                    .add(Texts.shortId(execution.nodeId()));
        }
        nodes.forEach((message, names) -> session.err().println("  " + String.join(", ", names) + ": " + message));
    }

    private static String messageOf(ApiExecution execution) {
        ApiRunOutput output = execution.runOutput();
        if (output != null && !output.errorMsg().isEmpty()) {
            return output.errorMsg();
        }
        if (output != null && output.exitCode() > 0) {
            return "exit code " + output.exitCode();
        }
        String state = execution.knownState().map(known -> known.wireName()).orElse("Unknown");
        String message = execution.computeState().message();
        return message.isEmpty() ? state : state + ": " + message;
    }

    /** Prints why the job failed or was stopped, each cause once, with what to do about it. */
    void printCauses() {
        Map<String, String> causes = new LinkedHashMap<>();
        for (ApiHistoryEntry entry : history) {
            Map<String, String> details = entry.event().details();
            if (details.containsKey(Event.FAILS_EXECUTION) || details.containsKey(Event.IS_ERROR)) {
                causes.putIfAbsent(entry.event().message(), details.getOrDefault(Event.HINT, ""));
            }
        }
        if (causes.isEmpty()) {
            causes.put(job.state().message(), "");
        }
        // What the job says is often what one of its executions said, with a few words before.
        List<String> texts = List.copyOf(causes.keySet());
        causes.keySet()
                .removeIf(cause -> texts.stream().anyMatch(other -> !other.equals(cause) && cause.endsWith(other)));
        causes.forEach((cause, hint) -> {
            if (!cause.isEmpty()) {
                session.err().println("  " + cause.strip().replace("\n", "\n  "));
            }
            if (!hint.isEmpty()) {
                session.err().println("    " + hint);
            }
        });
    }

    /** Returns what the command ends with: the first exit code of a program that is not 0, or else what the state says. */
    int exitCode() {
        return exitCodeOfProgram() > 0
                ? exitCodeOfProgram()
                : ExitCode.of(state()).number();
    }

    /** Returns the first exit code of a program that is not 0; 0 if there is none. A negative one says it did not run. */
    int exitCodeOfProgram() {
        return executions.stream()
                .map(ApiExecution::runOutput)
                .mapToInt(output -> output == null ? 0 : output.exitCode())
                .filter(code -> code > 0 && code <= LARGEST_EXIT_CODE)
                .findFirst()
                .orElse(0);
    }

    JobState state() {
        return job.knownState().orElse(JobState.RUNNING);
    }
}
