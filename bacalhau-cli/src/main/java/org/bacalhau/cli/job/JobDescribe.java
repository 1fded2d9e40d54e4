package org.bacalhau.cli.job;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.ValueOptions;
import org.bacalhau.client.Include;
import org.bacalhau.client.api.GetJobResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a job with its executions, its history and its output. */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau job describe j-0ca3b4a0", "  bacalhau job describe j-0ca3b4a0 --output json --pretty"
        })
public final class JobDescribe implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "JOB", description = "Id of the job; its beginning will do.")
    private String job = "";

    @Mixin
    private ValueOptions output = new ValueOptions();

    /** Creates the command. */
    public JobDescribe(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        GetJobResponse answer = session.client().jobs().getWith(job, Include.EXECUTIONS, Include.HISTORY);
        if (output.isSet()) {
            output.print(session, answer, ValueOptions.Format.YAML);
        } else {
            new JobReport(session, answer).print();
        }
        return ExitCode.OK.number();
    }
}
