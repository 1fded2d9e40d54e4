package org.bacalhau.node.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The keys of the original that mean nothing here (cli-config-auth.md §13.2). They are accepted, so that its files can be
 * used, and whoever sets one is told why nothing comes of it. Stateless.
 */
final class UnusedKeys {
    private static final String NO_NETWORK = "networks between processes are not built yet";
    private static final String TWIN = "the original does not use it either";
    private static final String EVENTS = "work is woken by events here, not by a timer";
    private static final String NO_IPFS = "IPFS is not built yet";
    private static final String OWN_IMAGE_CACHE = "what is known of images is kept within bounds of its own";

    static final List<ConfigKey<?>> ALL = all();

    private UnusedKeys() {}

    private static List<ConfigKey<?>> all() {
        List<ConfigKey<?>> keys = new ArrayList<>();
        addServer(keys);
        addNetwork(keys);
        addCompute(keys);
        addRequester(keys);
        add(keys, "Node.", "sizes are asked for within the limits of downloads", "VolumeSizeRequestTimeout");
        add(keys, "Node.", "engines are added as a NodePlugin on the class path", "ExecutorPluginPath");
        add(keys, "Node.", "where log lines go is said to the logging library", "LoggingMode");
        add(keys, "Node.", TWIN, "StrictVersionMatch");
        add(keys, "Node.WebUI.", "there is no web page yet", "Enabled", "Port");
        add(keys, "User.", "nothing is reported to anybody", "InstallationID");
        add(keys, "Metrics.", "no trace is written", "EventTracerPath", "Libp2pTracerPath");
        add(keys, "Update.", "nobody is asked for updates", "SkipChecks", "CheckStatePath", "CheckFrequency");
        return List.copyOf(keys);
    }

    private static void addServer(List<ConfigKey<?>> keys) {
        add(keys, "Node.ServerAPI.TLS.", "certificates are not fetched automatically", "AutoCertCachePath");
        add(keys, "Node.ServerAPI.ClientTLS.", TWIN, "UseTLS", "CACert", "Insecure");
        add(
                keys,
                "Node.ClientAPI.TLS.",
                TWIN,
                "AutoCert",
                "AutoCertCachePath",
                "ServerCertificate",
                "ServerKey",
                "SelfSigned");
    }

    private static void addNetwork(List<ConfigKey<?>> keys) {
        add(
                keys,
                "Node.Network.",
                NO_NETWORK,
                "Type",
                "Port",
                "AdvertisedAddress",
                "AuthSecret",
                "Orchestrators",
                "StoreDir",
                "Cluster.Name",
                "Cluster.Port",
                "Cluster.AdvertisedAddress",
                "Cluster.Peers");
        add(keys, "Node.", NO_NETWORK, "Libp2p.SwarmPort", "Libp2p.PeerConnect", "BootstrapAddresses");
        add(keys, "User.", NO_NETWORK, "Libp2pKeyPath");
        add(
                keys,
                "Node.IPFS.",
                NO_IPFS,
                "Connect",
                "PrivateInternal",
                "SwarmAddresses",
                "SwarmKeyPath",
                "ServePath",
                "Profile",
                "SwarmListenAddresses",
                "GatewayListenAddresses",
                "APIListenAddresses");
    }

    private static void addCompute(List<ConfigKey<?>> keys) {
        add(keys, "Node.Compute.Logging.", "an idle node logs nothing", "LogRunningExecutionsInterval");
        for (String name : List.of("Size", "Duration", "Frequency")) {
            keys.add(unused("Node.Compute.ManifestCache." + name, OWN_IMAGE_CACHE)
                    .alias("BACALHAU_DOCKER_MANIFEST_CACHE_" + name.toUpperCase(Locale.ROOT)));
        }
        add(
                keys,
                "Node.Compute.LogStreamConfig.",
                "logs are read from disk at their reader's pace",
                "ChannelBufferSize");
        add(keys, "Node.Compute.LocalPublisher.", "results are served at the address of the API", "Address", "Port");
        add(
                keys,
                "Node.Compute.ControlPlaneSettings.",
                "a heartbeat carries all that the requester must know",
                "InfoUpdateFrequency",
                "ResourceUpdateFrequency",
                "HeartbeatTopic");
    }

    private static void addRequester(List<ConfigKey<?>> keys) {
        String requester = "Node.Requester.";
        add(keys, requester, "there are no verifiers", "ExternalVerifierHook");
        add(
                keys,
                requester + "JobSelectionPolicy.",
                "compute nodes select: see Node.Compute.JobSelection",
                "Locality",
                "RejectStatelessJobs",
                "AcceptNetworkedJobs",
                "ProbeHTTP",
                "ProbeExec");
        add(keys, requester, EVENTS, "HousekeepingBackgroundTaskInterval", "Scheduler.QueueBackoff");
        add(keys, requester, "exactly as many nodes are asked as are needed", "OverAskForBidsFactor");
        add(keys, requester, "this node does not misbehave on purpose", "FailureInjectionConfig.IsBadActor");
        add(keys, requester, "jobs are run by the engine they name", "TranslationEnabled");
        add(
                keys,
                requester + "EvaluationBroker.EvalBroker",
                EVENTS,
                "VisibilityTimeout",
                "InitialRetryDelay",
                "SubsequentRetryDelay",
                "MaxRetryCount");
        add(keys, requester + "Worker.Worker", EVENTS, "Count", "EvalDequeueTimeout", "EvalDequeueBaseBackoff");
        add(keys, requester + "Worker.Worker", EVENTS, "EvalDequeueMaxBackoff");
        add(
                keys,
                requester + "StorageProvider.S3.",
                "S3 is not built yet",
                "PreSignedURLDisabled",
                "PreSignedURLExpiration");
        add(keys, requester + "TagCache.", TWIN, "Size", "Duration", "Frequency");
        add(keys, requester + "ControlPlaneSettings.", EVENTS, "HeartbeatCheckFrequency", "HeartbeatTopic");
        add(keys, requester, "nodes are remembered until somebody deletes them", "NodeInfoStoreTTL");
        add(keys, "Node.", "nodes are remembered until somebody deletes them", "NodeInfoStoreTTL");
    }

    private static void add(List<ConfigKey<?>> keys, String prefix, String reason, String... names) {
        for (String name : names) {
            keys.add(unused(prefix + name, reason));
        }
    }

    private static ConfigKey<String> unused(String name, String reason) {
        return ConfigKey.unused(name, ValueTypes.anything(), "", reason);
    }
}
