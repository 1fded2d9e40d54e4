package org.bacalhau.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.result.DownloadFlags;
import org.bacalhau.core.model.SpecConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a job in a container. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "Flags end where the program begins: what follows its name is its own.",
            "",
            "  bacalhau docker run ubuntu:22.04 echo hello",
            "  bacalhau docker run -i https://example.org/words.txt ubuntu:22.04 -- wc -w /inputs/words.txt",
            "  bacalhau docker run -p local -o outputs:/outputs ubuntu:22.04 -- sh -c 'date > /outputs/now'"
        })
public final class DockerRun implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "IMAGE", description = "Image, with its tag or digest.")
    private String image = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            preprocessor = TakesTheRest.class,
            description = "Program to run, and its arguments; what the image says unless given.")
    private List<String> program = new ArrayList<>();

    @Option(
            names = {"-w", "--workdir"},
            paramLabel = "PATH",
            description = "Directory to run it in.")
    private String directory = "";

    @Option(
            names = "--entrypoint",
            paramLabel = "WORDS",
            split = ",",
            description = "What to run in place of the image's entry point.")
    private @Nullable List<String> entrypoint;

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
    public DockerRun(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        ipfs.sayWhatIsOld(session);
        if (image.indexOf('@') < 0 && image.lastIndexOf(':') <= image.lastIndexOf('/')) {
            session.notice("image " + image + " has no tag: a tag or digest makes the job repeatable");
        }
        return new RunFlow(session, wait, download, true)
                .run(job.around(task.task(engine()), session).build());
    }

    private SpecConfig engine() {
        List<String> variables = task.environment();
        Map<String, @Nullable Object> params = new TreeMap<>();
        params.put("Image", image);
        params.put("Entrypoint", entrypoint);
        params.put("Parameters", program.isEmpty() ? null : program);
        params.put("EnvironmentVariables", variables.isEmpty() ? null : variables);
        params.put("WorkingDirectory", directory);
        return new SpecConfig("docker", params);
    }

    /** Gives the program everything from its name on, also what looks like a flag of ours. */
    static final class TakesTheRest implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> rest, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
            List<String> words = new ArrayList<>();
            while (!rest.isEmpty()) {
                words.add(rest.pop());
            }
            if (!words.isEmpty() && words.get(0).equals("--")) {
                words.remove(0);
            }
            argument.setValue(words);
            return true;
        }
    }
}
