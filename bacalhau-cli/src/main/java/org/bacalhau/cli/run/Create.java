package org.bacalhau.cli.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.legacy.LegacyJob;
import org.bacalhau.cli.result.DownloadFlags;
import org.bacalhau.client.api.JobFiles;
import org.bacalhau.client.api.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a job file of an older shape, or of the present one. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "Takes the job files of \"job run\", those that the original took before version 1.4, and what",
            "\"describe --json\" prints.",
            "",
            "  bacalhau create old-job.yaml",
            "  bacalhau describe --json j-0ca3b4a0 | bacalhau create --id-only"
        })
public final class Create implements Callable<Integer> {
    private static final String WRAPPER = "Job";

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = JobInput.STANDARD_INPUT,
            description = "Job file in YAML or JSON; - or nothing reads standard input.")
    private String file = JobInput.STANDARD_INPUT;

    @Mixin
    private WaitFlags wait = new WaitFlags();

    @Mixin
    private DownloadFlags download = new DownloadFlags();

    @Mixin
    private IpfsFlags ipfs = new IpfsFlags();

    /** Creates the command. */
    public Create(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ipfs.sayWhatIsOld(session);
        JobInput input = JobInput.read(session, file);
        Map<String, @Nullable Object> tree = JobFiles.map(input.text());
        Optional<LegacyJob> legacy = LegacyJob.read(tree);
        RunFlow flow = new RunFlow(session, wait, download, true);
        if (legacy.isPresent()) {
            legacy.get().warnings().forEach(this::warn);
            return flow.run(legacy.get().spec());
        }
        return flow.run(input.job(described(tree).map(Json::text).orElse(input.text())));
    }

    /** Returns the job inside what {@code describe} prints, without what only the network sets; empty if it is not that. */
    private Optional<Map<String, @Nullable Object>> described(Map<String, @Nullable Object> tree) {
        if (!(tree.get(WRAPPER) instanceof Map<?, ?> inner)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> job = new LinkedHashMap<>();
        Set<String> ignored = new TreeSet<>();
        inner.forEach((key, value) -> {
            if (JobForm.SET_BY_NETWORK.contains(String.valueOf(key))) {
                ignored.add(String.valueOf(key));
            } else {
                job.put(String.valueOf(key), value);
            }
        });
        if (!ignored.isEmpty()) {
            warn(String.join(", ", ignored) + " of the described job are ignored");
        }
        return Optional.of(job);
    }

    private void warn(String text) {
        session.err().println("Warning: " + text);
    }
}
