package org.bacalhau.cli.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.Column;
import org.bacalhau.cli.output.TextReport;
import org.bacalhau.cli.output.Texts;
import org.bacalhau.client.api.ApiExecution;
import org.bacalhau.client.api.ApiHistoryEntry;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiRunOutput;
import org.bacalhau.client.api.GetJobResponse;

/** Prints all about a job, for people (cli-config-auth.md §7.1). For one thread. */
final class JobReport {
    private final TextReport report;
    private final ApiJob job;
    private final List<ApiExecution> executions;
    private final List<ApiHistoryEntry> history;
    private final Instant now;

    JobReport(Session session, GetJobResponse answer) {
        this.report = new TextReport(session);
        this.job = answer.job();
        this.executions = new ArrayList<>(
                answer.executions() == null ? List.of() : answer.executions().items());
        this.executions.sort(Comparator.comparingLong(ApiExecution::createTime).reversed());
        this.history = answer.history() == null ? List.of() : answer.history().items();
        this.now = session.surroundings().clock().instant();
    }

    void print() {
        report.pairs(facts());
        report.title("Summary");
        report.pairs(summary());
        List<ApiHistoryEntry> ofJob =
                history.stream().filter(entry -> entry.executionId().isEmpty()).toList();
        report.table("Job History", historyColumns(), ofJob);
        report.table("Executions", executionColumns(), executions);
        for (ApiExecution execution : executions) {
            report.table(
                    "Execution " + Texts.shortId(execution.id()) + " History",
                    historyColumns(),
                    history.stream()
                            .filter(entry -> entry.executionId().equals(execution.id()))
                            .toList());
        }
        printOutput();
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("ID", job.id());
        facts.put("Name", job.name());
        facts.put("Namespace", job.namespace());
        facts.put("Type", job.type());
        facts.put("State", job.state().stateType());
        facts.put("Message", job.state().message());
        boolean counted = job.type().equals("batch") || job.type().equals("service");
        facts.put("Count", counted ? Long.toString(job.count()) : "");
        facts.put("Created Time", Texts.dateTime(Texts.instant(job.createTime())));
        facts.put("Modified Time", Texts.dateTime(Texts.instant(job.modifyTime())));
        facts.put("Version", Long.toString(job.version()));
        return facts;
    }

    private Map<String, String> summary() {
        Map<String, Integer> counts = new TreeMap<>();
        executions.forEach(execution -> counts.merge(JobColumns.stateOf(execution), 1, Integer::sum));
        Map<String, String> texts = new LinkedHashMap<>();
        counts.forEach((state, count) -> texts.put(state, count.toString()));
        if (texts.isEmpty()) {
            texts.put("Executions", "none");
        }
        return texts;
    }

    private static List<Column<ApiHistoryEntry>> historyColumns() {
        return List.of(
                Column.of("Time", entry -> Texts.dateTime(entry.time())),
                Column.of("Rev.", entry -> Long.toString(entry.newRevision())),
                Column.of("State", JobColumns::nextState),
                Column.of("Topic", entry -> entry.event().topic()),
                Column.of("Event", JobColumns::eventOf));
    }

    private List<Column<ApiExecution>> executionColumns() {
        return List.of(
                Column.of("ID", execution -> Texts.shortId(execution.id())),
                Column.of("Node ID", execution -> Texts.shortId(execution.nodeId())),
                Column.of("State", JobColumns::stateOf),
                Column.of("Desired", JobColumns::desiredOf),
                Column.of("Rev.", execution -> Long.toString(execution.revision())),
                Column.of("Created", execution -> Texts.ago(Texts.instant(execution.createTime()), now)),
                Column.of("Modified", execution -> Texts.ago(Texts.instant(execution.modifyTime()), now)),
                Column.of("Comment", execution -> execution.computeState().message()));
    }

    private void printOutput() {
        List<ApiExecution> ran = executions.stream()
                .filter(execution -> execution.runOutput() != null)
                .toList();
        for (ApiExecution execution : ran) {
            ApiRunOutput output = execution.runOutput();
            if (output == null || output.stdout().isEmpty() && output.stderr().isEmpty()) {
                continue;
            }
            report.title(ran.size() == 1 ? "Standard Output" : "Standard Output of " + Texts.shortId(execution.id()));
            report.text(output.stdout());
            report.text(output.stderr());
            if (output.stdoutTruncated() || output.stderrTruncated()) {
                report.text("…");
                report.text("Output truncated");
            }
        }
    }
}
