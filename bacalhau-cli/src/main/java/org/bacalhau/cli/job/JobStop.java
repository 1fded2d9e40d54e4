package org.bacalhau.cli.job;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.StopJobResponse;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops a job. */
@Command(
        sortOptions = false,
        footer = {"", "  ${COMMAND-FULL-NAME} j-0ca3b4a0"})
public final class JobStop implements Callable<Integer> {
    private static final String REASON = "Stopped at user request";

    private final Session session;

    @Parameters(paramLabel = "JOB", description = "Id of the job; its beginning will do.")
    private String id = "";

    @Option(
            names = "--quiet",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Print nothing but errors.")
    private boolean quiet;

    /** Creates the command. */
    public JobStop(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiJob job = session.client().jobs().get(id);
        if (job.isTerminal()) {
            throw BacalhauException.of(
                    ErrorCode.CONFLICT,
                    "job " + job.id() + " has ended already: it is "
                            + job.state().stateType(),
                    "there is nothing to stop; see \"bacalhau job describe " + job.id() + "\"");
        }
        StopJobResponse answer = session.client().jobs().stop(job.id(), REASON);
        if (!quiet) {
            session.err().println("Job " + job.id() + " is being stopped (evaluation " + answer.evaluationId() + ").");
        }
        return ExitCode.OK.number();
    }
}
