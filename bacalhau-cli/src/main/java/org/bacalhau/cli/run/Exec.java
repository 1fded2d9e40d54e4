package org.bacalhau.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.result.DownloadFlags;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.storage.inline.InlineData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a Python or DuckDB job, on nodes that have such an engine (cli-config-auth.md §9.4). */
@Command(
        sortOptions = false,
        footer = {
            "",
            "Needs nodes with an engine of that name. Arguments that look like flags come after \"--\".",
            "",
            "  bacalhau exec python --code train.py -- train.py --epochs 3",
            "  bacalhau exec duckdb -i s3://bucket/table.parquet \"SELECT count(*) FROM '/inputs/table.parquet'\""
        })
public final class Exec implements Callable<Integer> {
    private static final String TASK_NAME = "execute";
    private static final String CODE = "/code";
    private static final int MOST_CODE_CHARACTERS = 10 * 1000 * 1000; // as the original has it
    private static final String PYTHON = "python";
    private static final String PYTHON_VERSION = "3.11";

    /** The engines, and how the original names their jobs. */
    private static final Map<String, String> JOB_NAMES = Map.of(PYTHON, "Python", "duckdb", "DuckDB");

    private final Session session;

    @Parameters(index = "0", paramLabel = "TYPE", description = "python or duckdb.")
    private String type = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARG", description = "Arguments of the program.")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--code", paramLabel = "PATH", description = "File or directory that the job finds below /code.")
    private String code = "";

    @Option(names = "--version", paramLabel = "VERSION", description = "Version of Python; 3.11 unless said.")
    private String version = "";

    @Mixin
    private JobFlags job = new JobFlags();

    @Mixin
    private TaskFlags task = new TaskFlags();

    @Mixin
    private WaitFlags wait = new WaitFlags();

    @Mixin
    private DownloadFlags download = new DownloadFlags();

    @Mixin
    private IpfsFlags ipfs = new IpfsFlags();

    /** Creates the command. */
    public Exec(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ipfs.sayWhatIsOld(session);
        String engine = type.toLowerCase(Locale.ROOT);
        @Nullable String jobName = JOB_NAMES.get(engine);
        if (jobName == null) {
            throw FlagFault.of("TYPE", type, "is no type of job", "use python or duckdb");
        }
        Task.Builder built = task.named(TASK_NAME, new SpecConfig(engine, params(engine))).toBuilder();
        if (!code.isEmpty()) {
            built.input(codeInput());
        }
        JobSpec spec = job.around(built.build(), session).build();
        return new RunFlow(session, wait, download, true)
                .run(spec.name().isEmpty() ? spec.toBuilder().name(jobName).build() : spec);
    }

    private Map<String, @Nullable Object> params(String engine) {
        Map<String, @Nullable Object> params = new TreeMap<>();
        params.put("Command", engine);
        params.put("Arguments", arguments);
        if (engine.equals(PYTHON)) {
            params.put("Version", version.isEmpty() ? PYTHON_VERSION : version);
        } else if (!version.isEmpty()) {
            throw FlagFault.of("--version", version, "only python has versions", "leave it out");
        }
        return params;
    }

    private InputSource codeInput() throws IOException, InterruptedException {
        Path path = session.surroundings().path(code);
        if (!Files.exists(path)) {
            throw FlagFault.of("--code", code, "is neither a file nor a directory", "check the path");
        }
        boolean directory = Files.isDirectory(path);
        String url = directory ? InlineData.encode(path) : InlineData.encodeFile(path);
        if (url.length() > MOST_CODE_CHARACTERS) {
            throw FlagFault.of(
                    "--code", code, "is more than 10 MB when packed", "bring it in with --input, or leave data out");
        }
        String target = directory ? CODE : CODE + "/" + path.toRealPath().getFileName();
        return new InputSource(InlineData.source(url), code, target);
    }
}
