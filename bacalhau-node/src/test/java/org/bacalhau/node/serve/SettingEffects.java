package org.bacalhau.node.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bacalhau.client.ClientKey;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.compute.ComputeConfig.Locality;
import org.bacalhau.core.compute.bid.CommandProbe;
import org.bacalhau.core.compute.bid.HttpProbe;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ComputeInfo;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.http.auth.TokenPolicy;
import org.bacalhau.node.storage.local.LocalDirectoryStorage;

/** What setting a key does: for every key that a node uses, a value and what can then be seen. */
final class SettingEffects {
    private static final String OVERCOMMIT = "Node.Compute.Capacity.IgnorePhysicalResourceLimits=true";
    private static final String TWO_GPUS = "Node.Compute.Capacity.TotalResourceLimits.GPU=2";

    private final Map<String, Effect> effects = new HashMap<>();
    private final Path directory;
    private final ClientKey key;

    /** What a key is set to, with what else ({@code KEY=VALUE}), where that can be seen, and what is seen. */
    record Effect(String value, Function<NodeConfig, Object> seen, Object expected, List<String> others) {}

    /** Lists the effects for nodes with this data directory and key. */
    SettingEffects(Path directory, ClientKey key) {
        this.directory = directory;
        this.key = key;
        addServer();
        addCapacity();
        addCompute();
        addRequester();
        addParts();
        addNode();
    }

    Map<String, Effect> all() {
        return effects;
    }

    private void put(String name, String value, Function<NodeConfig, Object> seen, Object expected, String... others) {
        effects.put(name, new Effect(value, seen, expected, List.of(others)));
    }

    private void http(String name, String value, Function<HttpSettings, Object> seen, Object expected) {
        put(name, value, config -> seen.apply(HttpParts.of(config, directory, key)), expected);
    }

    private void compute(
            String name, String value, Function<ComputeConfig, Object> seen, Object expected, String... others) {
        put(
                "Node.Compute." + name,
                value,
                config -> seen.apply(ComputeSettings.of(config, directory)),
                expected,
                others);
    }

    private void requester(String name, String value, Function<RequesterConfig, Object> seen, Object expected) {
        put("Node.Requester." + name, value, config -> seen.apply(RequesterSettings.of(config)), expected);
    }

    private void node(String name, String value, Function<NodeServer, Object> seen, Object expected) {
        put(
                name,
                value,
                config -> {
                    try (NodeServer server = Servers.started(config)) {
                        return seen.apply(server);
                    }
                },
                expected);
    }

    private Object refusal(NodeConfig config) {
        try {
            return HttpParts.of(config, directory, key);
        } catch (BacalhauException e) {
            return e.failure().message().startsWith("certificate " + directory.resolve("none.crt"));
        }
    }

    private static JobState run(NodeServer server, Task.Builder task) {
        JobSpec spec = JobSpec.builder(JobType.OPS, task.build()).build();
        Job job = server.node().requester().submit(spec).join().job();
        return server.node()
                .requester()
                .awaitEnd(job.id(), Servers.PATIENCE)
                .join()
                .state();
    }

    private static Task.Builder noop() {
        return Task.builder("main", SpecConfig.of("noop"));
    }

    private static boolean isFilled(Path folder) {
        String[] names = folder.toFile().list();
        return names != null && names.length > 0;
    }

    private static ComputeInfo info(NodeServer server) {
        ComputeInfo info = server.node().compute().info().compute();
        if (info == null) {
            throw new AssertionError("a compute node says nothing about itself");
        }
        return info;
    }

    private void addServer() {
        http("Node.ServerAPI.Host", "localhost", HttpSettings::host, "localhost");
        http("Node.ServerAPI.Port", "7", HttpSettings::port, 7);
        http("Node.ServerAPI.TLS.SelfSigned", "true", settings -> settings.tls().isPresent(), true);
        http("Node.ServerAPI.AllowOpenAccess", "true", HttpSettings::openAccessAllowed, true);
        http(
                "Node.ServerAPI.AllowedOrigins",
                "*",
                settings -> settings.origins().size(),
                1);
        http("Node.ServerAPI.MaxBodySize", "1kb", settings -> settings.limits().largestBody(), 1000);
        http(
                "Node.ServerAPI.MaxHeaderSize",
                "1kb",
                settings -> settings.limits().largestHeader(),
                1000);
        http("Node.ServerAPI.MaxConnections", "3", settings -> settings.limits().connections(), 3);
        http("Node.ServerAPI.MaxStreams", "3", settings -> settings.limits().streams(), 3);
        http("Node.ServerAPI.IdleTimeout", "3s", settings -> settings.limits().idle(), Duration.ofSeconds(3));
        http(
                "Node.ServerAPI.TransferTimeout",
                "3s",
                settings -> settings.limits().transfer(),
                Duration.ofSeconds(3));
        http("Node.ServerAPI.DrainTimeout", "3s", settings -> settings.limits().drain(), Duration.ofSeconds(3));
        http(
                "Auth.Methods",
                "{A: {Type: challenge}}",
                settings -> settings.auth().methods().keySet(),
                Set.of("a"));
        http(
                "Auth.AccessPolicyPath",
                "access.yaml",
                settings -> settings.auth().policy().getClass(),
                TokenPolicy.class);
    }

    private void addCapacity() {
        String capacity = "Capacity.";
        compute(
                capacity + "TotalResourceLimits.CPU",
                "600m",
                config -> config.totalCapacity().cpuMillis(),
                600L);
        compute(
                capacity + "TotalResourceLimits.Memory",
                "9Mb",
                config -> config.totalCapacity().memoryBytes(),
                9_000_000L);
        compute(
                capacity + "TotalResourceLimits.Disk",
                "9kb",
                config -> config.totalCapacity().diskBytes(),
                9_000L);
        compute(
                capacity + "JobResourceLimits.CPU",
                "600m",
                config -> config.jobLimit().cpuMillis(),
                600L);
        compute(
                capacity + "JobResourceLimits.Memory",
                "9Mb",
                config -> config.jobLimit().memoryBytes(),
                9_000_000L);
        compute(
                capacity + "JobResourceLimits.Disk",
                "9kb",
                config -> config.jobLimit().diskBytes(),
                9_000L);
        compute(
                capacity + "DefaultJobResourceLimits.CPU",
                "20m",
                config -> config.defaultResources().cpuMillis(),
                20L);
        compute(
                capacity + "DefaultJobResourceLimits.Memory",
                "9Mb",
                config -> config.defaultResources().memoryBytes(),
                9_000_000L);
        compute(
                capacity + "DefaultJobResourceLimits.Disk",
                "9kb",
                config -> config.defaultResources().diskBytes(),
                9_000L);
        compute(
                capacity + "TotalResourceLimits.GPU",
                "3",
                config -> config.totalCapacity().gpus(),
                3L,
                OVERCOMMIT);
        compute(
                capacity + "JobResourceLimits.GPU",
                "2",
                config -> config.jobLimit().gpus(),
                2L,
                OVERCOMMIT,
                TWO_GPUS);
        compute(
                capacity + "DefaultJobResourceLimits.GPU",
                "1",
                config -> config.defaultResources().gpus(),
                1L,
                OVERCOMMIT,
                TWO_GPUS);
        compute(
                capacity + "IgnorePhysicalResourceLimits",
                "true",
                config -> config.totalCapacity().gpus(),
                2L,
                TWO_GPUS);
    }

    private void addCompute() {
        String times = "JobTimeouts.";
        compute(
                times + "JobExecutionTimeoutClientIDBypassList",
                "a b",
                ComputeConfig::timeoutExemptNamespaces,
                List.of("a", "b"));
        compute(times + "JobNegotiationTimeout", "3s", ComputeConfig::negotiationTimeout, Duration.ofSeconds(3));
        compute(times + "MinJobExecutionTimeout", "3s", ComputeConfig::minimumExecutionTimeout, Duration.ofSeconds(3));
        compute(times + "MaxJobExecutionTimeout", "3s", ComputeConfig::maximumExecutionTimeout, Duration.ofSeconds(3));
        compute(
                times + "DefaultJobExecutionTimeout",
                "3s",
                ComputeConfig::defaultExecutionTimeout,
                Duration.ofSeconds(3));
        compute("JobSelection.Locality", "local", ComputeConfig::locality, Locality.LOCAL);
        compute("JobSelection.RejectStatelessJobs", "true", ComputeConfig::rejectStatelessJobs, true);
        compute("JobSelection.AcceptNetworkedJobs", "true", ComputeConfig::acceptNetworkedJobs, true);
        compute(
                "ControlPlaneSettings.HeartbeatFrequency",
                "3s",
                ComputeConfig::announceInterval,
                Duration.ofSeconds(3));
        compute("MaxQueuedExecutions", "3", ComputeConfig::queueLimit, 3);
        compute("MaxOutputSize", "3", ComputeConfig::outputLimitBytes, 3L);
        compute("MaxResultSize", "3", ComputeConfig::resultLimitBytes, 3L);
        compute("MaxResultFiles", "3", ComputeConfig::resultLimitFiles, 3);
        compute("StopGrace", "3s", ComputeConfig::stopGrace, Duration.ofSeconds(3));
    }

    private void addRequester() {
        requester(
                "JobDefaults.TotalTimeout",
                "3s",
                config -> config.defaultTimeouts().total(),
                Duration.ofSeconds(3));
        requester(
                "JobDefaults.ExecutionTimeout",
                "3s",
                config -> config.defaultTimeouts().execution(),
                Duration.ofSeconds(3));
        requester(
                "JobDefaults.QueueTimeout",
                "3s",
                config -> config.defaultTimeouts().queue(),
                Duration.ofSeconds(3));
        requester("NodeRankRandomnessRange", "3", config -> config.scheduler().rankRandomness(), 3);
        requester(
                "Scheduler.NodeOverSubscriptionFactor",
                "3",
                config -> config.scheduler().overSubscription(),
                3.0);
        requester("DefaultPublisher", "local", RequesterConfig::defaultPublisher, SpecConfig.of("local"));
        requester(
                "ControlPlaneSettings.NodeDisconnectedAfter",
                "3s",
                RequesterConfig::disconnectAfter,
                Duration.ofSeconds(3));
        requester("ManualNodeApproval", "true", RequesterConfig::newNodeMembership, Membership.PENDING);
        requester("MaxActiveJobs", "3", RequesterConfig::activeJobLimit, 3);
    }

    private void addParts() {
        put(
                "Node.DownloadURLRequestRetries",
                "2",
                config -> Plugins.downloads(config).backoff().attempts(),
                3);
        put(
                "Node.DownloadURLRequestTimeout",
                "3s",
                config -> Plugins.downloads(config).idleTimeout(),
                Duration.ofSeconds(3));
        put(
                "Node.DownloadURLAllowedNetworks",
                "10.0.0.0/8",
                config -> Plugins.downloads(config).allowedNetworks(),
                List.of("10.0.0.0/8"));
        put("Node.DownloadURLMaxSize", "3", config -> Plugins.downloads(config).maximumBytes(), 3L);
        put(
                "Node.Compute.WASM.MaxModuleSize",
                "3",
                config -> Plugins.wasm(config).maxModuleBytes(),
                3L);
        put(
                "Node.Compute.WASM.DefaultMemory",
                "3",
                config -> Plugins.wasm(config).defaultMemoryBytes(),
                3L);
        put(
                "Node.Compute.JobSelection.ProbeHTTP",
                "http://127.0.0.1:9",
                config -> Probes.of(config).get(0).getClass(),
                HttpProbe.class);
        put(
                "Node.Compute.JobSelection.ProbeExec",
                "true",
                config -> Probes.of(config).get(0).getClass(),
                CommandProbe.class);
        put(
                "Node.Requester.JobStore.RetentionAge",
                "3h",
                config -> NodeParts.retention(config).age(),
                Duration.ofHours(3));
        put(
                "Node.Requester.JobStore.RetentionCount",
                "3",
                config -> NodeParts.retention(config).count(),
                3L);
        put("Node.Requester.JobStore.MaxSize", "3kb", NodeParts::storeLimit, 3000L);
        put(
                "Node.ServerAPI.TLS.ServerCertificate",
                "none.crt",
                this::refusal,
                true,
                "Node.ServerAPI.TLS.ServerKey=none.key");
        put(
                "Node.ServerAPI.TLS.ServerKey",
                "none.key",
                this::refusal,
                true,
                "Node.ServerAPI.TLS.ServerCertificate=none.crt");
    }

    private void addNode() {
        node("Node.Name", "chosen", server -> server.node().id().value(), "chosen");
        node("Node.NameProvider", "uuid", server -> server.node().id().value().length(), 36);
        node(
                "Node.Labels",
                "color=red",
                server -> server.node().compute().info().labels().get("color"),
                "red");
        node("Node.Type", "compute", server -> Files.exists(directory.resolve("orchestrator_store")), false);
        node(
                "Node.DisabledFeatures.Engines",
                "WASM,docker",
                server -> info(server).engines(),
                Set.of("noop"));
        node("Node.DisabledFeatures.Publishers", "local", server -> info(server).publishers(), Set.of("noop"));
        node(
                "Node.DisabledFeatures.Storages",
                "urlDownload,inline",
                server -> info(server).storageSources(),
                Set.of());
        node("Node.ComputeStoragePath", "work", server -> Files.exists(directory.resolve("work")), true);
        node("User.KeyPath", "own.pem", server -> Files.exists(directory.resolve("own.pem")), true);
        node("Node.Requester.JobStore.Path", "a/jobs", server -> Files.exists(directory.resolve("a/jobs")), true);
        node("Node.Compute.ExecutionStore.Path", "b/runs", server -> Files.exists(directory.resolve("b/runs")), true);
        node(
                "Node.AllowListedLocalPaths",
                directory.toString(),
                server -> run(server, noop().input(LocalDirectoryStorage.readOnly(directory), "/in")),
                JobState.COMPLETED);
        node(
                "Node.Compute.LocalPublisher.Directory",
                "out",
                server -> run(server, noop().publisher(SpecConfig.of("local"))) == JobState.COMPLETED
                        && isFilled(directory.resolve("out")),
                true);
    }
}
