package org.bacalhau.cli.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import picocli.CommandLine.Option;

/** Flags about the task, whatever its engine (cli-config-auth.md §5.1). Filled in by picocli. */
final class TaskFlags {
    private static final String DEFAULT_OUTPUT = "outputs:/outputs";

    @Option(names = "--task-name", paramLabel = "NAME", description = "Name of the task; \"main\" unless said.")
    private String taskName = "main";

    @Option(
            names = {"-i", "--input"},
            paramLabel = "SOURCE",
            description = "Data that the task reads: URI[:PATH] or src=URI,dst=PATH,opt=KEY=VALUE; may be repeated.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "NAME:PATH",
            split = ",",
            description = "Directory of the task that becomes part of the result; may be repeated. With a publisher,"
                    + " outputs:/outputs unless said.")
    private List<String> outputs = new ArrayList<>();

    @Option(
            names = {"-p", "--publisher"},
            paramLabel = "PUBLISHER",
            description = "Where the result goes: local, ipfs or s3://bucket/key,opt=region=REGION.")
    private String publisher = "";

    @Option(names = "--cpu", paramLabel = "CORES", description = "Cores, such as 500m or 2.")
    private String cpu = "";

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory, such as 500Mb or 2Gb.")
    private String memory = "";

    @Option(names = "--disk", paramLabel = "SIZE", description = "Disk, such as 500Mb or 2Gb.")
    private String disk = "";

    @Option(names = "--gpu", paramLabel = "N", description = "Number of GPUs.")
    private String gpu = "";

    @Option(names = "--network", paramLabel = "TYPE", description = "None, HTTP or Full; None unless said.")
    private String network = NetworkConfig.Type.NONE.wireName();

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "Domain to reach with --network http; repeatable.")
    private List<String> domains = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Longest time for the whole job.")
    private long timeout;

    @Option(names = "--queue-timeout", paramLabel = "SECONDS", description = "Longest time to wait for a node.")
    private long queueTimeout;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE",
            description = "Environment variable of the program; may be repeated.")
    private List<String> environment = new ArrayList<>();

    /** Returns the task that runs {@code engine}. */
    Task task(SpecConfig engine) {
        return named(taskName, engine);
    }

    /** Returns the task that runs {@code engine}, under that name. */
    Task named(String name, SpecConfig engine) {
        Task.Builder task = Task.builder(name, engine)
                .publisher(PublisherFlag.parse(publisher))
                .resources(new ResourcesConfig(cpu, memory, disk, gpu))
                .network(new NetworkConfig(networkType(), domains))
                .timeouts(new Timeouts(
                        Duration.ZERO, seconds("--queue-timeout", queueTimeout), seconds("--timeout", timeout)));
        inputs.forEach(input -> task.input(InputFlag.parse(input)));
        for (String result : results()) {
            String[] parts = result.split(":", -1);
            if (parts.length != 2 || parts[0].isEmpty() || !parts[1].startsWith("/")) {
                throw FlagFault.of("--output", result, "is no result", "write NAME:/PATH, such as outputs:/outputs");
            }
            task.output(parts[0], parts[1]);
        }
        return task.build();
    }

    // What the original's older versions always have: only with a publisher, which results need here.
    private List<String> results() {
        return outputs.isEmpty() && !publisher.isEmpty() ? List.of(DEFAULT_OUTPUT) : outputs;
    }

    private NetworkConfig.Type networkType() {
        for (NetworkConfig.Type type : NetworkConfig.Type.values()) {
            if (type.wireName().equalsIgnoreCase(network)) {
                return type;
            }
        }
        throw FlagFault.of("--network", network, "is unknown", "use None, HTTP or Full");
    }

    private static Duration seconds(String flag, long value) {
        if (value < 0) {
            throw FlagFault.of(flag, String.valueOf(value), "is negative", "give a number of seconds");
        }
        return Duration.ofSeconds(value);
    }

    /** Returns the variables as they were written. */
    List<String> environment() {
        environment.forEach(TaskFlags::checkVariable);
        return List.copyOf(environment);
    }

    /** Returns the variables by name; the last of a name counts. */
    Map<String, String> environmentMap() {
        Map<String, String> map = new TreeMap<>();
        for (String variable : environment()) {
            int equals = variable.indexOf('=');
            map.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return map;
    }

    private static void checkVariable(String variable) {
        if (variable.indexOf('=') < 1) {
            throw FlagFault.of("--env", variable, "has no value", "write NAME=VALUE");
        }
    }
}
