package org.bacalhau.cli.job;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.ValueOptions;
import org.bacalhau.client.Include;
import org.bacalhau.client.api.GetJobResponse;
import org.bacalhau.client.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a job, with the flags that the original's {@code describe} had (cli-config-auth.md §8). */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau describe j-0ca3b4a0", "  bacalhau describe --json --include-events j-0ca3b4a0"})
public final class OldDescribe implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "JOB", description = "Id of the job; its beginning will do.")
    private String job = "";

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Print JSON, on one line.")
    private boolean json;

    @Option(
            names = "--include-events",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Have JSON and YAML tell what happened to the job, as the text always does.")
    private boolean events;

    @Option(
            names = "--spec",
            arity = "0..1",
            fallbackValue = "true",
            hidden = true,
            description = "Has no effect, as in the original.")
    private boolean spec;

    @Mixin
    private ValueOptions output = new ValueOptions();

    /** Creates the command. */
    public OldDescribe(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (spec) {
            session.notice("--spec has no effect, as in the original; the job itself is always shown");
        }
        boolean forMachines = json || output.isSet();
        Include[] parts = forMachines && !events
                ? new Include[] {Include.EXECUTIONS}
                : new Include[] {Include.EXECUTIONS, Include.HISTORY};
        GetJobResponse answer = session.client().jobs().getWith(job, parts);
        if (output.isSet()) {
            output.print(session, answer, ValueOptions.Format.YAML);
        } else if (json) {
            session.out().println(Json.text(answer));
        } else {
            new JobReport(session, answer).print();
        }
        return ExitCode.OK.number();
    }
}
