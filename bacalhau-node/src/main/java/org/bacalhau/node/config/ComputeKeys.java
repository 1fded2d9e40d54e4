package org.bacalhau.node.config;

import static org.bacalhau.node.config.ConfigKey.of;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bacalhau.core.compute.ComputeConfig.Locality;

/** What a compute node gives to jobs, and which jobs it takes. */
public final class ComputeKeys {
    private static final String CAPACITY = "Node.Compute.Capacity.";
    private static final String TIMES = "Node.Compute.JobTimeouts.";
    private static final String PUBLISHER = "Node.Compute.LocalPublisher.";
    private static final String SELECTION = "Node.Compute.JobSelection.";

    /** Whether more may be promised than there is. */
    public static final ConfigKey<Boolean> OVERCOMMIT = of(
                    CAPACITY + "IgnorePhysicalResourceLimits",
                    ValueTypes.bool(),
                    "false",
                    "let the total limits exceed what this machine has")
            .alias("BACALHAU_CAPACITY_MANAGER_OVER_COMMIT");

    /** Everything for jobs. */
    public static final ResourceKeys TOTAL = ResourceKeys.of(
            CAPACITY + "TotalResourceLimits", "all jobs together; 80 % of what there is, all GPUs", "", "");

    /** The most for one job. */
    public static final ResourceKeys JOB =
            ResourceKeys.of(CAPACITY + "JobResourceLimits", "one job; all that jobs may have together", "", "");

    /** What a job gets that does not ask. */
    public static final ResourceKeys JOB_DEFAULT =
            ResourceKeys.of(CAPACITY + "DefaultJobResourceLimits", "a job that does not say", "500m", "1Gb");

    /** What the store is. */
    public static final ConfigKey<StoreType> STORE_TYPE =
            StoreType.key("Node.Compute.ExecutionStore.Type", "BACALHAU_COMPUTE_STORE_TYPE");

    /** Where the store is. */
    public static final ConfigKey<Path> STORE_PATH = of(
                    "Node.Compute.ExecutionStore.Path",
                    ValueTypes.path(),
                    "compute_store/executions.sqlite",
                    "file in which the compute node keeps its executions")
            .alias("BACALHAU_COMPUTE_STORE_PATH");

    /** Who may run as long as they like. */
    public static final ConfigKey<List<String>> TIMEOUT_EXEMPT = of(
            TIMES + "JobExecutionTimeoutClientIDBypassList",
            ValueTypes.list(ValueTypes.text()),
            "",
            "namespaces whose jobs may have any time limit");

    /** How long probes may take. */
    public static final ConfigKey<Duration> NEGOTIATION_TIMEOUT =
            of(TIMES + "JobNegotiationTimeout", ValueTypes.time(), "3m", "how long a probe may think about a job");

    /** The shortest limit. */
    public static final ConfigKey<Duration> MINIMUM_TIMEOUT = of(
            TIMES + "MinJobExecutionTimeout",
            ValueTypes.duration(),
            "500ms",
            "jobs with a shorter time limit are not taken");

    /** The longest limit. */
    public static final ConfigKey<Duration> MAXIMUM_TIMEOUT = of(
            TIMES + "MaxJobExecutionTimeout",
            ValueTypes.duration(),
            "2562047h47m16s",
            "jobs with a longer time limit are not taken; 0 or 2562047h47m16s for any");

    /** The limit of jobs without one. */
    public static final ConfigKey<Duration> DEFAULT_TIMEOUT = of(
            TIMES + "DefaultJobExecutionTimeout",
            ValueTypes.duration(),
            "10m",
            "time limit of batch and ops jobs that have none; 0 for none");

    /** Where inputs may come from. */
    public static final ConfigKey<Locality> LOCALITY = of(
            SELECTION + "Locality",
            ValueTypes.choice(Locality.class),
            "anywhere",
            "whether inputs may come from elsewhere, or all must be local");

    /** Whether jobs need inputs. */
    public static final ConfigKey<Boolean> REJECT_STATELESS =
            of(SELECTION + "RejectStatelessJobs", ValueTypes.bool(), "false", "turn down jobs without inputs");

    /** Whether jobs may use the network. */
    public static final ConfigKey<Boolean> ACCEPT_NETWORKED =
            of(SELECTION + "AcceptNetworkedJobs", ValueTypes.bool(), "false", "take jobs that ask for network access");

    /** A service that decides. */
    public static final ConfigKey<Optional<URI>> PROBE_HTTP = of(
            SELECTION + "ProbeHTTP",
            ValueTypes.optional(NodeTypes.webAddress()),
            "",
            "URL of a service that is asked by POST whether to take a job");

    /** A command that decides. */
    public static final ConfigKey<Optional<String>> PROBE_EXEC = of(
            SELECTION + "ProbeExec",
            ValueTypes.optional(ValueTypes.text()),
            "",
            "command that is asked on its standard input whether to take a job; exit code 0 for yes");

    /** How often the node says that it is there. */
    public static final ConfigKey<Duration> HEARTBEAT = of(
            "Node.Compute.ControlPlaneSettings.HeartbeatFrequency",
            ValueTypes.time(),
            "15s",
            "how often the node tells the requester that it is there");

    /** Where results go. */
    public static final ConfigKey<Path> RESULT_DIRECTORY = of(
            PUBLISHER + "Directory",
            ValueTypes.path(),
            "executor_storages/bacalhau-local-publisher",
            "directory of the results that the publisher \"local\" keeps");

    /** How long links work. */
    public static final ConfigKey<Duration> LINK_LIFE = of(
            PUBLISHER + "LinkLife",
            ValueTypes.time(Duration.ofSeconds(1)),
            "24h",
            "how long a link to a result works; listing results makes new ones");

    /** How long results are kept. */
    public static final ConfigKey<Duration> RESULT_AGE =
            of(PUBLISHER + "MaxAge", ValueTypes.time(), "2160h", "how long results are kept after they are published");

    /** How much all results may take. */
    public static final ConfigKey<Optional<Long>> RESULTS_SIZE = of(
            PUBLISHER + "MaxSize",
            ValueTypes.optional(ValueTypes.size(1L << 50)),
            "",
            "how much all results may take together before the oldest go; without it, as much as the disk holds");

    /** How many wait. */
    public static final ConfigKey<Integer> QUEUE_LIMIT = of(
            "Node.Compute.MaxQueuedExecutions",
            ValueTypes.integer(0, Integer.MAX_VALUE),
            "10000",
            "how many executions may wait for capacity");

    /** How much output is kept. */
    public static final ConfigKey<Long> OUTPUT_SIZE = of(
            "Node.Compute.MaxOutputSize",
            ValueTypes.size(1L << 50),
            "1GiB",
            "how much a program may write to its standard output, and to its standard error");

    /** How large a result may be. */
    public static final ConfigKey<Long> RESULT_SIZE =
            of("Node.Compute.MaxResultSize", ValueTypes.size(1L << 50), "10GiB", "the largest result of an execution");

    /** How many files a result may have. */
    public static final ConfigKey<Integer> RESULT_FILES = of(
            "Node.Compute.MaxResultFiles",
            ValueTypes.integer(1, Integer.MAX_VALUE),
            "100000",
            "how many files the result of an execution may have");

    /** How long stopping may take. */
    public static final ConfigKey<Duration> STOP_GRACE =
            of("Node.Compute.StopGrace", ValueTypes.time(), "10s", "how long an engine may take to stop a program");

    /** The largest module. */
    public static final ConfigKey<Long> WASM_MODULE_SIZE =
            of("Node.Compute.WASM.MaxModuleSize", ValueTypes.size(1L << 30), "64MiB", "the largest WebAssembly module");

    /** Memory of programs that do not say. */
    public static final ConfigKey<Long> WASM_MEMORY = of(
            "Node.Compute.WASM.DefaultMemory",
            ValueTypes.size(4L << 30),
            "1GiB",
            "memory of a WebAssembly program whose job does not say");

    static final List<ConfigKey<?>> ALL = Stream.concat(
                    Stream.of(TOTAL, JOB, JOB_DEFAULT).flatMap(keys -> keys.all().stream()),
                    Stream.of(
                            OVERCOMMIT,
                            STORE_TYPE,
                            STORE_PATH,
                            TIMEOUT_EXEMPT,
                            NEGOTIATION_TIMEOUT,
                            MINIMUM_TIMEOUT,
                            MAXIMUM_TIMEOUT,
                            DEFAULT_TIMEOUT,
                            LOCALITY,
                            REJECT_STATELESS,
                            ACCEPT_NETWORKED,
                            PROBE_HTTP,
                            PROBE_EXEC,
                            HEARTBEAT,
                            RESULT_DIRECTORY,
                            LINK_LIFE,
                            RESULT_AGE,
                            RESULTS_SIZE,
                            QUEUE_LIMIT,
                            OUTPUT_SIZE,
                            RESULT_SIZE,
                            RESULT_FILES,
                            STOP_GRACE,
                            WASM_MODULE_SIZE,
                            WASM_MEMORY))
            .toList();

    private ComputeKeys() {}
}
