package org.bacalhau.node.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bacalhau.client.ClientKey;
import org.bacalhau.core.compute.ComputeConfig;
import org.bacalhau.core.compute.ComputeConfig.Locality;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.requester.RequesterConfig;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.ConfigKeys;
import org.bacalhau.node.config.ConfigSources;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.http.auth.TokenPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key that a node uses reaches the part that it is for. A key without a row here fails. */
class SettingEffectsTest {
    private static final Map<String, Effect> EFFECTS = new HashMap<>();

    @TempDir
    static Path directory;

    private static ClientKey key;

    /** What a key is set to, where it can be seen, and what is seen. */
    private record Effect(String value, Function<NodeConfig, Object> seen, Object expected) {}

    @BeforeAll
    static void prepare() throws Exception {
        key = ClientKey.generate();
        Files.writeString(directory.resolve("access.yaml"), "Access: tokens");
    }

    private static void http(String name, String value, Function<HttpSettings, Object> seen, Object expected) {
        EFFECTS.put(name, new Effect(value, config -> seen.apply(HttpParts.of(config, directory, key)), expected));
    }

    private static void compute(String name, String value, Function<ComputeConfig, Object> seen, Object expected) {
        EFFECTS.put(
                "Node.Compute." + name,
                new Effect(value, config -> seen.apply(ComputeSettings.of(config, directory)), expected));
    }

    private static void requester(String name, String value, Function<RequesterConfig, Object> seen, Object expected) {
        EFFECTS.put(
                "Node.Requester." + name,
                new Effect(value, config -> seen.apply(RequesterSettings.of(config)), expected));
    }

    private static void node(String name, String value, Function<NodeServer, Object> seen, Object expected) {
        EFFECTS.put(
                name,
                new Effect(
                        value,
                        config -> {
                            try (NodeServer server = Servers.started(config)) {
                                return seen.apply(server);
                            }
                        },
                        expected));
    }

    static {
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
                java.util.Set.of("a"));
        http(
                "Auth.AccessPolicyPath",
                "access.yaml",
                settings -> settings.auth().policy().getClass(),
                TokenPolicy.class);
    }

    static {
        String capacity = "Capacity.";
        compute(
                capacity + "IgnorePhysicalResourceLimits",
                "true",
                config -> config.totalCapacity().gpus(),
                0L);
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

    static {
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

    static {
        node("Node.Name", "chosen", server -> server.node().id().value(), "chosen");
        node("Node.NameProvider", "uuid", server -> server.node().id().value().length(), 36);
        node(
                "Node.Labels",
                "color=red",
                server -> server.node().compute().info().labels().get("color"),
                "red");
    }

    static Stream<ConfigKey<?>> nodeKeys() {
        return ConfigKeys.all().stream()
                .filter(ConfigKey::isUsed)
                .filter(key -> !key.name().startsWith("Node.ClientAPI."));
    }

    @ParameterizedTest
    @MethodSource("nodeKeys")
    void reachesWhatItIsFor(ConfigKey<?> setting) {
        assertThat(EFFECTS.keySet()).as("keys with a known effect").contains(setting.name());
        Effect effect = EFFECTS.get(setting.name());
        NodeConfig config = NodeConfig.read(ConfigSources.of(Map.of(), directory, directory)
                .withDataDirectory(directory)
                .withFlag("Node.ServerAPI.Port", ConfigValue.of("0"), "the test")
                .withFlag(setting.name(), ConfigValue.of(effect.value()), "the test"));
        assertThat(effect.seen().apply(config)).isEqualTo(effect.expected());
    }
}
