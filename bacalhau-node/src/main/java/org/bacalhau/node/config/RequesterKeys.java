package org.bacalhau.node.config;

import static org.bacalhau.node.config.ConfigKey.of;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bacalhau.node.http.result.ResultSettings.Relaying;

/** How a requester schedules jobs and remembers them. */
public final class RequesterKeys {
    private static final String STORE = "Node.Requester.JobStore.";

    /** The limit of whole jobs. */
    public static final ConfigKey<Duration> TOTAL_TIMEOUT = of(
            "Node.Requester.JobDefaults.TotalTimeout",
            ValueTypes.duration(),
            "30m",
            "time limit of batch and ops jobs that set none, from submission to the end; 0 for none");

    /** The limit of executions. */
    public static final ConfigKey<Duration> EXECUTION_TIMEOUT = of(
            "Node.Requester.JobDefaults.ExecutionTimeout",
            ValueTypes.duration(),
            "0s",
            "time limit of each execution of jobs that set none; 0 for none");

    /** The limit of waiting. */
    public static final ConfigKey<Duration> QUEUE_TIMEOUT = of(
            "Node.Requester.JobDefaults.QueueTimeout",
            ValueTypes.duration(),
            "0s",
            "how long jobs that do not say wait for a fitting node; 0: they fail at once");

    /** What the store is. */
    public static final ConfigKey<StoreType> STORE_TYPE = StoreType.key(STORE + "Type", "BACALHAU_JOB_STORE_TYPE");

    /** Where the store is. */
    public static final ConfigKey<Path> STORE_PATH = of(
                    STORE + "Path",
                    ValueTypes.path(),
                    "orchestrator_store/jobs.sqlite",
                    "file in which the requester keeps jobs and nodes")
            .alias("BACALHAU_JOB_STORE_PATH");

    /** How long jobs are kept. */
    public static final ConfigKey<Duration> RETENTION_AGE =
            of(STORE + "RetentionAge", ValueTypes.time(), "2160h", "how long after their end jobs are kept");

    /** How many jobs are kept. */
    public static final ConfigKey<Long> RETENTION_COUNT =
            of(STORE + "RetentionCount", ValueTypes.count(), "1000000", "how many jobs are kept that have ended");

    /** How large the store may grow. */
    public static final ConfigKey<Optional<Long>> STORE_SIZE = of(
            STORE + "MaxSize",
            ValueTypes.optional(ValueTypes.size(1L << 50)),
            "",
            "how large the file may grow before new jobs are refused; without it, as large as the disk");

    /** How alike nodes are chosen between. */
    public static final ConfigKey<Integer> RANK_RANDOMNESS = of(
            "Node.Requester.NodeRankRandomnessRange",
            ValueTypes.integer(1, 1_000_000),
            "5",
            "nodes this close in points are chosen between by chance");

    /** How much more than its capacity a node is given. */
    public static final ConfigKey<Double> OVERSUBSCRIPTION = of(
            "Node.Requester.Scheduler.NodeOverSubscriptionFactor",
            ValueTypes.decimal(1),
            "1.5",
            "how many times its capacity a node may be given, the rest waiting in its queue");

    /** The publisher of tasks that name none. */
    public static final ConfigKey<Optional<String>> DEFAULT_PUBLISHER = of(
            "Node.Requester.DefaultPublisher",
            ValueTypes.optional(NodeTypes.component()),
            "",
            "type of the publisher of tasks that name none, such as local");

    /** Silence of nodes. */
    public static final ConfigKey<Duration> DISCONNECT_AFTER = of(
            "Node.Requester.ControlPlaneSettings.NodeDisconnectedAfter",
            ValueTypes.time(),
            "45s",
            "a node that is silent for this long gets no new work");

    /** Whether an operator admits nodes. */
    public static final ConfigKey<Boolean> MANUAL_APPROVAL = of(
            "Node.Requester.ManualNodeApproval",
            ValueTypes.bool(),
            "false",
            "new nodes wait for an operator's approval before they get work");

    /** How many jobs are in hand. */
    public static final ConfigKey<Integer> ACTIVE_JOBS = of(
            "Node.Requester.MaxActiveJobs",
            ValueTypes.integer(1, Integer.MAX_VALUE),
            "1000000",
            "how many jobs may be unfinished; further ones are refused");

    /** Whether results are fetched for clients. */
    public static final ConfigKey<Relaying> RESULT_RELAY = of(
            "Node.Requester.ResultRelay",
            ValueTypes.choice(Relaying.class),
            "when-needed",
            "whether clients get results of compute nodes through this node: never, when they seem not to reach the"
                    + " compute node, or always");

    /** How many results are fetched at a time. */
    public static final ConfigKey<Integer> RELAYS = of(
            "Node.Requester.MaxRelays",
            ValueTypes.integer(1, 100_000),
            "32",
            "how many results may be on their way through this node at the same time; further ones are refused");

    static final List<ConfigKey<?>> ALL = List.of(
            TOTAL_TIMEOUT,
            EXECUTION_TIMEOUT,
            QUEUE_TIMEOUT,
            STORE_TYPE,
            STORE_PATH,
            RETENTION_AGE,
            RETENTION_COUNT,
            STORE_SIZE,
            RANK_RANDOMNESS,
            OVERSUBSCRIPTION,
            DEFAULT_PUBLISHER,
            DISCONNECT_AFTER,
            MANUAL_APPROVAL,
            ACTIVE_JOBS,
            RESULT_RELAY,
            RELAYS);

    private RequesterKeys() {}
}
