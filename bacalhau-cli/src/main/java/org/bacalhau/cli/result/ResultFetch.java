package org.bacalhau.cli.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.LiveLine;
import org.bacalhau.client.DownloadOptions;
import org.bacalhau.client.DownloadedResult;
import org.bacalhau.client.Results;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/** Downloads the results of a job. For one thread. */
public final class ResultFetch {
    private static final long REDRAW_MILLIS = 200;

    private final Session session;
    private final DownloadFlags flags;

    /** Creates a fetch as the flags say. */
    public ResultFetch(Session session, DownloadFlags flags) {
        this.session = session;
        this.flags = flags;
    }

    /** Downloads all results of a job, prints where they are, and returns the exit code. */
    public int fetch(String id) throws InterruptedException {
        return fetch(id, "");
    }

    /**
     * Downloads all results of a job, prints where the wanted part of them is, and returns the exit code.
     *
     * @param part a file or directory of the results; empty for all
     */
    public int fetch(String id, String part) throws InterruptedException {
        ApiJob job = session.client().jobs().get(id);
        List<ApiSpecConfig> results = session.client().results().list(job.id());
        if (results.isEmpty()) {
            throw BacalhauException.of(
                    ErrorCode.NOT_FOUND,
                    "job " + job.id() + " has published no results",
                    "see what it wrote with \"bacalhau job describe " + job.id()
                            + "\"; results need a publisher, such as" + " --publisher local");
        }
        Path directory = flags.directory(session.surroundings(), job.id());
        refuseUsed(directory);
        Path raw = directory.resolve("raw");
        download(session.client().results(), job.id(), raw);
        if (!flags.raw()) {
            new ResultMerge(raw, directory).run();
        }
        Path wanted = directory.resolve(part).normalize();
        if (!wanted.startsWith(directory.normalize()) || !Files.exists(wanted, LinkOption.NOFOLLOW_LINKS)) {
            throw BacalhauException.of(
                    ErrorCode.NOT_FOUND,
                    "the results of " + job.id() + " have no \"" + part + "\"",
                    "see what they have in " + directory);
        }
        session.err().println("The results of " + job.id() + " are in:");
        session.out().println(wanted);
        return ExitCode.OK.number();
    }

    private static void refuseUsed(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.findAny().isEmpty()) {
                return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + directory + ": " + e.getMessage(), e);
        }
        throw BacalhauException.of(
                ErrorCode.ALREADY_EXISTS,
                directory + " is not empty",
                "move it away, or name another directory with --output-dir");
    }

    private void download(Results results, String id, Path raw) throws InterruptedException {
        Transfer transfer = new Transfer();
        Duration longest = flags.timeout();
        CompletableFuture<List<DownloadedResult>> done =
                results.downloadAllAsync(id, raw, DownloadOptions.DEFAULT.reportingTo(transfer));
        try (LiveLine line = new LiveLine(session, false)) {
            line.at("downloading");
            while (line.elapsed().compareTo(longest) < 0) {
                try {
                    done.get(REDRAW_MILLIS, TimeUnit.MILLISECONDS);
                    return;
                } catch (TimeoutException stillGoing) {
                    line.detail(transfer.describe(line.elapsed()));
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } finally {
            done.cancel(true);
        }
        throw BacalhauException.of(
                ErrorCode.DEADLINE_EXCEEDED,
                "the download has not ended after " + longest.toSeconds() + " s",
                "allow more with --download-timeout-secs");
    }
}
