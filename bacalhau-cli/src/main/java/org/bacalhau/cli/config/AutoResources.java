package org.bacalhau.cli.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Resources;
import org.bacalhau.node.config.ComputeKeys;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.ResourceKeys;
import org.bacalhau.node.serve.HostResources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes limits to {@code config.yaml} that are shares of what this machine has (cli-config-auth.md §9.5). */
@Command(
        sortOptions = false,
        footer = {
            "",
            "  bacalhau config auto-resources --total-percentage 50 --job-percentage 25 --default-job-percentage 5"
        })
public final class AutoResources implements Callable<Integer> {
    private static final String DEFAULT_SHARE = "75";
    private static final int WHOLE = 100;

    private final Session session;

    @Option(
            names = "--total-percentage",
            paramLabel = "PERCENT",
            defaultValue = DEFAULT_SHARE,
            description = "What all jobs together may have; 75 unless said.")
    private int total;

    @Option(
            names = "--job-percentage",
            paramLabel = "PERCENT",
            defaultValue = DEFAULT_SHARE,
            description = "What one job may have; 75 unless said.")
    private int job;

    @Option(
            names = "--default-job-percentage",
            paramLabel = "PERCENT",
            defaultValue = DEFAULT_SHARE,
            description = "What a job has that does not say; 75 unless said.")
    private int jobDefault;

    @Option(names = "--queue-job-percentage", paramLabel = "PERCENT", hidden = true)
    private @Nullable Integer queue;

    /** Creates the command. */
    public AutoResources(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (queue != null) {
            session.notice("--queue-job-percentage has no effect: queues have a length, not a size");
        }
        check("--total-percentage", total, WHOLE, "100");
        check("--job-percentage", job, total, "--total-percentage");
        check("--default-job-percentage", jobDefault, total, "--total-percentage");
        Path directory = session.repository();
        Resources host = HostResources.measure(existing(directory));
        Path file = directory.resolve(ConfigSources.FILE_NAME);
        ConfigDocument document = ConfigDocument.read(file);
        set(document, ComputeKeys.TOTAL, host.times(total / (double) WHOLE));
        set(document, ComputeKeys.JOB, host.times(job / (double) WHOLE));
        set(document, ComputeKeys.JOB_DEFAULT, host.times(jobDefault / (double) WHOLE));
        document.write(file);
        return ExitCode.OK.number();
    }

    private static void check(String flag, int value, int most, String limit) {
        if (value < 1 || value > most) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    flag + " is " + value,
                    "give a number from 1 to " + (limit.startsWith("-") ? limit + ", which is " + most : limit));
        }
    }

    private static Path existing(Path directory) {
        Path path = directory.toAbsolutePath();
        while (Files.notExists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private static void set(ConfigDocument document, ResourceKeys keys, Resources limit) {
        set(document, keys.cpuMillis(), limit.cpuMillis() + "m");
        set(document, keys.memoryBytes(), Long.toString(limit.memoryBytes()));
        set(document, keys.diskBytes(), Long.toString(limit.diskBytes()));
        set(document, keys.gpus(), Long.toString(limit.gpus()));
    }

    private static void set(ConfigDocument document, ConfigKey<?> key, String value) {
        document.set(key.name(), ConfigValue.of(value));
    }
}
