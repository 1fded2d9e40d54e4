package org.bacalhau.cli.job;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Selectors;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.PagingOptions;
import org.bacalhau.cli.output.TableOptions;
import org.bacalhau.client.JobSelection;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.core.model.Page;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "Fields to sort by: created_at, modified_at, id.",
            "",
            "  bacalhau job list --limit 3 --order-reversed",
            "  bacalhau job list --labels \"env in (dev,test)\" --output json"
        })
public final class JobList implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 10;
    private static final int LARGEST_PAGE = 1000;

    private final Session session;

    @Option(
            names = "--labels",
            paramLabel = "SELECTOR",
            description = "Only jobs with these labels; those that watch the public network are left out unless said.")
    private String labels = "bacalhau_canary != true";

    @Option(names = "--namespace", paramLabel = "NAME", description = "Only jobs of this namespace.")
    private String namespace = "";

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Mixin
    private TableOptions table = new TableOptions();

    /** Creates the command. */
    public JobList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        int limit = paging.limitOr(DEFAULT_LIMIT);
        JobSelection selection = new JobSelection(
                namespace,
                Selectors.parse("--labels", labels),
                paging.orderBy(JobSelection.Order.class, JobSelection.Order.CREATED_AT),
                paging.reversed(),
                limit == 0 ? LARGEST_PAGE : limit);
        Page<ApiJob> page =
                session.client().jobs().pageAsync(selection, paging.nextToken()).join();
        table.print(session, JobColumns.JOBS, page.items(), page.items());
        if (page.next() != null && table.isTable()) {
            session.out().flush();
            session.err().println("More: --next-token " + page.next());
        }
        return ExitCode.OK.number();
    }
}
