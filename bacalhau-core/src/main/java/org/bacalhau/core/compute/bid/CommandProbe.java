package org.bacalhau.core.compute.bid;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bacalhau.core.compute.BidDecision;
import org.bacalhau.core.compute.BidRequest;
import org.bacalhau.core.compute.BidStrategy;
import org.bacalhau.core.model.Quantities;

/**
 * Asks a shell command (job-lifecycle.md §9.3). It gets the request as JSON on standard input; exit code 0 means to bid,
 * and what it writes to standard error is the reason not to. Its environment holds nothing but {@code PATH} and, if the
 * request is short enough for a variable, the JSON in {@value #DATA_VARIABLE}.
 */
public final class CommandProbe implements BidStrategy {
    /** The variable that holds the request too. */
    public static final String DATA_VARIABLE = "BACALHAU_JOB_SELECTION_PROBE_DATA";

    // Linux refuses to start a program with a longer variable (MAX_ARG_STRLEN is 128 KiB).
    private static final int LONGEST_VARIABLE = 100 * 1024;
    private static final int LONGEST_REASON = 4 * 1024;
    private static final int COULD_NOT_START = -1;
    // The command may leave children behind that hold its output open for ever, so the output is not read to its end
    // but
    // looked at this often while the command runs.
    private static final long LOOK_MILLIS = 10;

    private final String command;
    private final Function<BidRequest, String> toJson;
    private final Duration timeout;

    /**
     * Creates a probe.
     *
     * @param command a command for {@code bash -c}
     * @param toJson writes the request as JSON
     * @param timeout how long the command may take, longer than zero; then it is killed and the bid fails
     */
    public CommandProbe(String command, Function<BidRequest, String> toJson, Duration timeout) {
        this.command = Objects.requireNonNull(command, "command");
        this.toJson = Objects.requireNonNull(toJson, "toJson");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
    }

    @Override
    public boolean mayBlock(BidRequest request) {
        return true;
    }

    @Override
    public BidDecision decide(BidRequest request) throws IOException, InterruptedException {
        String json = toJson.apply(request);
        // As a file rather than a pipe: a command that does not read it cannot hold up the probe.
        Path input = Files.createTempFile("bid-request", ".json");
        try {
            Files.writeString(input, json);
            return run(input, json);
        } finally {
            Files.deleteIfExists(input);
        }
    }

    private BidDecision run(Path input, String json) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .redirectInput(input.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", path);
        if (json.getBytes(StandardCharsets.UTF_8).length <= LONGEST_VARIABLE) {
            environment.put(DATA_VARIABLE, json);
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return decision(COULD_NOT_START, "cannot start bash: " + e.getMessage());
        }
        try {
            return await(process);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private BidDecision await(Process process) throws IOException, InterruptedException {
        ByteArrayOutputStream reason = new ByteArrayOutputStream();
        try (InputStream stderr = process.getErrorStream()) {
            for (long left = timeout.toMillis(); left > 0; left -= LOOK_MILLIS) {
                boolean ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                drain(stderr, reason);
                if (ended) {
                    return decision(process.exitValue(), reason.toString(StandardCharsets.UTF_8));
                }
            }
        }
        throw new IOException("the command \"" + command + "\" that decides on bids did not end within "
                + Quantities.formatDuration(timeout) + " and was killed");
    }

    // Takes what is there without waiting for more; keeps the beginning.
    private static void drain(InputStream from, ByteArrayOutputStream kept) throws IOException {
        byte[] buffer = new byte[8 * 1024];
        for (int available = from.available(); available > 0; available = from.available()) {
            int read = from.read(buffer, 0, Math.min(available, buffer.length));
            if (read < 0) {
                return;
            }
            kept.write(buffer, 0, Math.min(read, LONGEST_REASON - kept.size()));
        }
    }

    private BidDecision decision(int exitCode, String stderr) {
        String reason = stderr.trim();
        return BidDecision.bidIf(
                exitCode == 0,
                reason.isEmpty()
                        ? "accept jobs where external command \"" + command + "\" returns exit code " + exitCode
                        : "accept this job: " + reason);
    }
}
