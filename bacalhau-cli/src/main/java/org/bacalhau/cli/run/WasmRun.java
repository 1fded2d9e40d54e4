package org.bacalhau.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.result.DownloadFlags;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.node.storage.inline.InlineData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a WebAssembly module. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "Arguments of the module that look like flags come after \"--\".",
            "",
            "  bacalhau wasm run main.wasm",
            "  bacalhau wasm run -i file:///data/texts:/inputs count.wasm /inputs",
            "  bacalhau wasm run -e LEVEL=debug main.wasm -- --verbose"
        })
public final class WasmRun implements Callable<Integer> {
    private static final Pattern CONTENT_ID = Pattern.compile("Qm[1-9A-HJ-NP-Za-km-z]{44}|b[a-z2-7]{58,}");

    private final Session session;

    @Parameters(index = "0", paramLabel = "MODULE", description = "File with the module, or its IPFS content id.")
    private String module = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARG", description = "Arguments of the module.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--entry-point",
            paramLabel = "FUNCTION",
            description = "Exported function to call; _start unless said.")
    private String entryPoint = "_start";

    @Option(
            names = {"-U", "--import-module-urls"},
            paramLabel = "URL",
            split = ",",
            description = "Further modules that it imports.")
    private List<String> importUrls = new ArrayList<>();

    @Option(
            names = {"-I", "--import-module-volumes"},
            paramLabel = "CID:PATH",
            split = ",",
            description = "Further modules that it imports, from IPFS.")
    private List<String> importVolumes = new ArrayList<>();

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
    public WasmRun(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ipfs.sayWhatIsOld(session);
        return new RunFlow(session, wait, download, true)
                .run(job.around(task.task(engine()), session).build());
    }

    private SpecConfig engine() throws IOException {
        Map<String, @Nullable Object> params = new TreeMap<>();
        params.put("EntryModule", entryModule());
        // The original's spelling, whatever its documents say.
        params.put("Entrypoint", entryPoint);
        params.put("Parameters", arguments);
        params.put("EnvironmentVariables", task.environmentMap());
        params.put("ImportModules", importModules());
        return new SpecConfig("wasm", params);
    }

    private Map<String, @Nullable Object> entryModule() throws IOException {
        if (CONTENT_ID.matcher(module).matches()) {
            return input(new SpecConfig("ipfs", Map.of("CID", module)), "ipfs://" + module, "");
        }
        Path file = session.surroundings().path(module);
        if (!Files.isRegularFile(file)) {
            throw FlagFault.of("module", module, "is neither a file nor a content id", "check the path");
        }
        // The original's alias is the whole module once more, which makes each message about it unreadable.
        return input(InlineData.source(InlineData.encodeFile(file)), String.valueOf(file.getFileName()), "");
    }

    private List<Map<String, @Nullable Object>> importModules() {
        List<Map<String, @Nullable Object>> modules = new ArrayList<>();
        for (String url : importUrls) {
            modules.add(input(new SpecConfig("urlDownload", Map.of("URL", url)), url, "/inputs"));
        }
        for (String volume : importVolumes) {
            int colon = volume.indexOf(':');
            if (colon < 1 || colon + 1 == volume.length()) {
                throw FlagFault.of("--import-module-volumes", volume, "has no path", "write CID:PATH");
            }
            String cid = volume.substring(0, colon);
            modules.add(
                    input(new SpecConfig("ipfs", Map.of("CID", cid)), "ipfs://" + cid, volume.substring(colon + 1)));
        }
        return modules;
    }

    private static Map<String, @Nullable Object> input(SpecConfig source, String alias, String target) {
        Map<String, @Nullable Object> input = new TreeMap<>();
        input.put("Source", Map.of("Type", source.type(), "Params", source.params()));
        input.put("Alias", alias);
        input.put("Target", target);
        return input;
    }
}
