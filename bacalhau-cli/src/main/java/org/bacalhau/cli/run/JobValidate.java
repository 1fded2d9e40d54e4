package org.bacalhau.cli.run;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.client.api.ApiJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a job file without a node. */
@Command(
        sortOptions = false,
        footer = {"", "  ${COMMAND-FULL-NAME} job.yaml"})
public final class JobValidate implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = JobInput.STANDARD_INPUT,
            description = "Job file in YAML or JSON; - or nothing reads standard input.")
    private String file = JobInput.STANDARD_INPUT;

    @Mixin
    private TemplateFlags template = new TemplateFlags();

    /** Creates the command. */
    public JobValidate(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        JobInput input = JobInput.read(session, file);
        ApiJob job = input.job(template.fill(session, input.name(), input.text()));
        JobInput.warningsOf(job).forEach(warning -> session.err().println("Warning: " + warning));
        session.out().println("OK");
        return ExitCode.OK.number();
    }
}
