package org.bacalhau.cli.job;

import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.result.DownloadFlags;
import org.bacalhau.cli.result.ResultFetch;
import org.bacalhau.cli.run.IpfsFlags;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Downloads the results of a job. */
@Command(
        sortOptions = false,
        footer = {"", "  ${COMMAND-FULL-NAME} j-0ca3b4a0", "  ${COMMAND-FULL-NAME} j-0ca3b4a0 --output-dir results"})
public final class JobGet implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "JOB",
            description = "Id of the job; its beginning will do. ID/PATH prints where that part of the results is.")
    private String job = "";

    @Mixin
    private DownloadFlags flags = new DownloadFlags();

    @Mixin
    private IpfsFlags ipfs = new IpfsFlags();

    /** Creates the command. */
    public JobGet(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        ipfs.sayWhatIsOld(session);
        int slash = job.indexOf('/');
        return slash < 0
                ? new ResultFetch(session, flags).fetch(job)
                : new ResultFetch(session, flags).fetch(job.substring(0, slash), job.substring(slash + 1));
    }
}
