package org.bacalhau.cli.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A flag that stands for a setting (cli-config-auth.md §11). Immutable.
 *
 * @param name the flag
 * @param key the name of the setting, which has the type, the default and the description
 * @param form how the flag is written
 */
record SettingFlag(String name, String key, Form form) {
    /** How a flag is written. */
    enum Form {
        /** With a value. */
        ONE,
        /** Alone, or with true or false. */
        SWITCH,
        /** With values separated by commas, and any number of times. */
        SEVERAL
    }

    /** Flags of every command that starts nodes. */
    static final List<SettingFlag> SHARED = List.of(
            switched("--ignore-physical-resource-limits", "Node.Compute.Capacity.IgnorePhysicalResourceLimits"),
            one("--limit-total-cpu", "Node.Compute.Capacity.TotalResourceLimits.CPU"),
            one("--limit-total-memory", "Node.Compute.Capacity.TotalResourceLimits.Memory"),
            one("--limit-total-disk", "Node.Compute.Capacity.TotalResourceLimits.Disk"),
            one("--limit-total-gpu", "Node.Compute.Capacity.TotalResourceLimits.GPU"),
            one("--limit-job-cpu", "Node.Compute.Capacity.JobResourceLimits.CPU"),
            // The original sets the default of jobs by this flag, by mistake.
            one("--limit-job-memory", "Node.Compute.Capacity.JobResourceLimits.Memory"),
            one("--limit-job-disk", "Node.Compute.Capacity.JobResourceLimits.Disk"),
            one("--limit-job-gpu", "Node.Compute.Capacity.JobResourceLimits.GPU"),
            several(
                    "--job-execution-timeout-bypass-client-id",
                    "Node.Compute.JobTimeouts.JobExecutionTimeoutClientIDBypassList"),
            one("--job-negotiation-timeout", "Node.Compute.JobTimeouts.JobNegotiationTimeout"),
            one("--min-job-execution-timeout", "Node.Compute.JobTimeouts.MinJobExecutionTimeout"),
            one("--max-job-execution-timeout", "Node.Compute.JobTimeouts.MaxJobExecutionTimeout"),
            one("--default-job-execution-timeout", "Node.Compute.JobTimeouts.DefaultJobExecutionTimeout"),
            one("--job-selection-data-locality", "Node.Compute.JobSelection.Locality"),
            switched("--job-selection-reject-stateless", "Node.Compute.JobSelection.RejectStatelessJobs"),
            switched("--job-selection-accept-networked", "Node.Compute.JobSelection.AcceptNetworkedJobs"),
            one("--job-selection-probe-http", "Node.Compute.JobSelection.ProbeHTTP"),
            one("--job-selection-probe-exec", "Node.Compute.JobSelection.ProbeExec"),
            several("--disable-engine", "Node.DisabledFeatures.Engines"),
            several("--disabled-publisher", "Node.DisabledFeatures.Publishers"),
            several("--disable-storage", "Node.DisabledFeatures.Storages"),
            several("--allow-listed-local-paths", "Node.AllowListedLocalPaths"),
            one("--default-publisher", "Node.Requester.DefaultPublisher"),
            one("--local-publisher-address", "Node.Compute.LocalPublisher.Address"),
            one("--local-publisher-port", "Node.Compute.LocalPublisher.Port"),
            one("--autocert", "Node.ServerAPI.TLS.AutoCert"),
            one("--tlscert", "Node.ServerAPI.TLS.ServerCertificate"),
            one("--tlskey", "Node.ServerAPI.TLS.ServerKey"),
            switched("--self-signed", "Node.ServerAPI.TLS.SelfSigned"),
            switched("--requester-job-translation-enabled", "Node.Requester.TranslationEnabled"),
            one("--docker-manifest-cache-size", "Node.Compute.ManifestCache.Size"),
            one("--docker-manifest-cache-duration", "Node.Compute.ManifestCache.Duration"),
            one("--docker-manifest-cache-frequency", "Node.Compute.ManifestCache.Frequency"),
            one("--peer", "Node.Libp2p.PeerConnect"));

    private static final List<SettingFlag> OWN_OF_SERVE = List.of(
            several("--node-type", "Node.Type"),
            one("--name", "Node.Name"),
            one("--name-provider", "Node.NameProvider"),
            several("--labels", "Node.Labels"),
            one("--host", "Node.ServerAPI.Host"),
            one("--port", "Node.ServerAPI.Port"),
            switched("--allow-open-access", "Node.ServerAPI.AllowOpenAccess"),
            one("--auth-methods", "Auth.Methods"),
            one("--access-policy", "Auth.AccessPolicyPath"),
            one("--local-publisher-directory", "Node.Compute.LocalPublisher.Directory"),
            one("--compute-execution-store-type", "Node.Compute.ExecutionStore.Type"),
            one("--compute-execution-store-path", "Node.Compute.ExecutionStore.Path"),
            one("--requester-job-store-type", "Node.Requester.JobStore.Type"),
            one("--requester-job-store-path", "Node.Requester.JobStore.Path"),
            one("--node-info-store-ttl", "Node.Requester.NodeInfoStoreTTL"),
            one("--network-port", "Node.Network.Port"),
            one("--network-store-dir", "Node.Network.StoreDir"),
            several("--orchestrators", "Node.Network.Orchestrators"),
            one("--advertised-address", "Node.Network.AdvertisedAddress"),
            one("--cluster-name", "Node.Network.Cluster.Name"),
            one("--cluster-port", "Node.Network.Cluster.Port"),
            one("--cluster-advertised-address", "Node.Network.Cluster.AdvertisedAddress"),
            several("--cluster-peers", "Node.Network.Cluster.Peers"),
            one("--network", "Node.Network.Type"),
            one("--swarm-port", "Node.Libp2p.SwarmPort"),
            one("--ipfs-connect", "Node.IPFS.Connect"),
            switched("--private-internal-ipfs", "Node.IPFS.PrivateInternal"),
            several("--ipfs-swarm-addrs", "Node.IPFS.SwarmAddresses"),
            one("--ipfs-swarm-key", "Node.IPFS.SwarmKeyPath"),
            one("--ipfs-serve-path", "Node.IPFS.ServePath"),
            switched("--web-ui", "Node.WebUI.Enabled"),
            one("--web-ui-port", "Node.WebUI.Port"));

    /** Flags of {@code serve}. */
    static final List<SettingFlag> SERVE = joined();

    SettingFlag {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(form, "form");
    }

    private static List<SettingFlag> joined() {
        List<SettingFlag> all = new ArrayList<>(OWN_OF_SERVE);
        all.addAll(SHARED);
        return List.copyOf(all);
    }

    private static SettingFlag one(String name, String key) {
        return new SettingFlag(name, key, Form.ONE);
    }

    private static SettingFlag switched(String name, String key) {
        return new SettingFlag(name, key, Form.SWITCH);
    }

    private static SettingFlag several(String name, String key) {
        return new SettingFlag(name, key, Form.SEVERAL);
    }
}
