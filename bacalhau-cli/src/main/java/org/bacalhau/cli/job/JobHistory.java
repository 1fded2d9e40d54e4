package org.bacalhau.cli.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.PagingOptions;
import org.bacalhau.cli.output.TableOptions;
import org.bacalhau.client.HistorySelection;
import org.bacalhau.client.api.ApiHistoryEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what happened to a job. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau job history j-0ca3b4a0 --event-type execution"})
public final class JobHistory implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "JOB", description = "Id of the job; its beginning will do.")
    private String job = "";

    @Option(names = "--event-type", paramLabel = "TYPE", description = "all, job or execution; all unless said.")
    private HistorySelection.Kind kind = HistorySelection.Kind.ALL;

    @Option(names = "--execution-id", paramLabel = "ID", description = "Only of executions whose ids begin so.")
    private String execution = "";

    @Option(names = "--node-id", paramLabel = "ID", description = "Only of nodes whose ids begin so.")
    private String node = "";

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Mixin
    private TableOptions table = new TableOptions();

    /** Creates the command. */
    public JobHistory(Session session) {
        this.session = session;
    }

    private enum Field {
        TIME
    }

    @Override
    public Integer call() {
        // There is one order; asking for another is a mistake that is better told than ignored.
        paging.orderBy(Field.class, Field.TIME);
        HistorySelection selection = new HistorySelection(kind, execution, node, HistorySelection.ALL.since());
        List<ApiHistoryEntry> entries = new ArrayList<>(session.client().jobs().history(job, selection));
        if (paging.reversed()) {
            Collections.reverse(entries);
        }
        List<ApiHistoryEntry> shown = paging.cut(session, entries, 0);
        table.print(session, JobColumns.HISTORY, shown, shown);
        return ExitCode.OK.number();
    }
}
