package org.bacalhau.cli.run;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.result.DownloadFlags;
import org.bacalhau.client.api.ApiJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a job file. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "  bacalhau job run job.yaml",
            "  bacalhau job run -V greeting=hello,image=ubuntu:22.04 template.yaml",
            "  cat job.json | bacalhau job run --id-only --wait=false"
        })
public final class JobRun implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = JobInput.STANDARD_INPUT,
            description = "Job file in YAML or JSON; - or nothing reads standard input.")
    private String file = JobInput.STANDARD_INPUT;

    @Option(
            names = "--show-warnings",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Print what the node ignores; --show-warnings=false does not.")
    private boolean showWarnings = true;

    @Mixin
    private TemplateFlags template = new TemplateFlags();

    @Mixin
    private WaitFlags wait = new WaitFlags();

    @Mixin
    private DownloadFlags download = new DownloadFlags();

    @Mixin
    private IpfsFlags ipfs = new IpfsFlags();

    /** Creates the command. */
    public JobRun(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ipfs.sayWhatIsOld(session);
        JobInput input = JobInput.read(session, file);
        ApiJob job = input.job(template.fill(session, input.name(), input.text()));
        JobInput.warningsOf(job).forEach(warning -> session.err().println("Warning: " + warning));
        return new RunFlow(session, wait, download, showWarnings).run(job);
    }
}
