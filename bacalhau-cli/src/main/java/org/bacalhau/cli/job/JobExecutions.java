package org.bacalhau.cli.job;

import java.util.List;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.PagingOptions;
import org.bacalhau.cli.output.TableOptions;
import org.bacalhau.client.ExecutionOrder;
import org.bacalhau.client.api.ApiExecution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the executions of a job. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "Fields to sort by: modify_time, create_time, id, state.",
            "",
            "  bacalhau job executions j-0ca3b4a0 --wide"
        })
public final class JobExecutions implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 20;

    private final Session session;

    @Parameters(paramLabel = "JOB", description = "Id of the job; its beginning will do.")
    private String job = "";

    @Mixin
    private PagingOptions paging = new PagingOptions();

    @Mixin
    private TableOptions table = new TableOptions();

    /** Creates the command. */
    public JobExecutions(Session session) {
        this.session = session;
    }

    /** The fields to sort by, as they are written. */
    private enum Field {
        MODIFY_TIME(ExecutionOrder.MODIFIED),
        CREATE_TIME(ExecutionOrder.CREATED),
        ID(ExecutionOrder.ID),
        STATE(ExecutionOrder.STATE);

        private final ExecutionOrder order;

        Field(ExecutionOrder order) {
            this.order = order;
        }
    }

    @Override
    public Integer call() {
        ExecutionOrder order = paging.orderBy(Field.class, Field.MODIFY_TIME).order;
        List<ApiExecution> all = session.client()
                .jobs()
                .executionsAsync(job, order, paging.reversed())
                .join();
        List<ApiExecution> shown = paging.cut(session, all, DEFAULT_LIMIT);
        table.print(session, JobColumns.EXECUTIONS, shown, shown);
        return ExitCode.OK.number();
    }
}
