package org.bacalhau.cli.job;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.LogPrinter;
import org.bacalhau.client.LogOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the output of a job: what it wrote to standard output and to standard error, each to ours. */
@Command(
        sortOptions = false,
        footer = {"", "  ${COMMAND-FULL-NAME} j-0ca3b4a0", "  ${COMMAND-FULL-NAME} --follow j-0ca3b4a0 | tee output.txt"
        })
public final class JobLogs implements Callable<Integer> {
    private static final Duration START = Duration.ofMinutes(1);

    private final Session session;

    @Parameters(paramLabel = "JOB", description = "Id of the job; its beginning will do.")
    private String job = "";

    @Option(
            names = {"-e", "--execution-id"},
            paramLabel = "ID",
            description = "Whole id of the execution; the newest unless said.")
    private String execution = "";

    @Option(
            names = {"-f", "--follow"},
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Go on until the program ends.")
    private boolean follow;

    @Option(
            names = {"-t", "--tail"},
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Only what is written from now on.")
    private boolean newOnly;

    /** Creates the command. */
    public JobLogs(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        LogOptions options = new LogOptions(execution, newOnly, follow, START);
        session.client().jobs().logs(job, options, new LogPrinter(session));
        return ExitCode.OK.number();
    }
}
