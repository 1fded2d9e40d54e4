package org.bacalhau.node.config;

import static org.bacalhau.node.config.ConfigKey.of;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bacalhau.core.Role;
import org.bacalhau.node.storage.local.AllowedPath;

/** What a node is, and what it lets jobs use. */
public final class NodeKeys {
    /** How a node without a name gets one. */
    public enum NameProvider {
        /** {@code n-} and a random UUID. */
        PUUID,
        /** A random UUID. */
        UUID,
        /** The name of the host. */
        HOSTNAME
    }

    /** The node's id. */
    public static final ConfigKey<Optional<String>> NAME = of(
            "Node.Name",
            ValueTypes.optional(NodeTypes.nodeName()),
            "",
            "the node's id in the network; without it one is made on first start and kept");

    /** How the id is made. */
    public static final ConfigKey<NameProvider> NAME_PROVIDER = of(
            "Node.NameProvider",
            ValueTypes.choice(NameProvider.class),
            "puuid",
            "how the node's id is made if it has none");

    /** The roles. */
    public static final ConfigKey<List<Role>> TYPE = of(
            "Node.Type",
            ValueTypes.filled(ValueTypes.choice(Role.class)),
            "requester,compute",
            "what the node does: take jobs and schedule them (requester), run them (compute), or both");

    /** The labels. */
    public static final ConfigKey<Map<String, String>> LABELS =
            of("Node.Labels", ValueTypes.texts(), "", "labels of the node, by which jobs choose nodes");

    /** What jobs may read and write on the host. */
    public static final ConfigKey<List<AllowedPath>> ALLOWED_PATHS = of(
            "Node.AllowListedLocalPaths",
            ValueTypes.list(NodeTypes.allowedPath()),
            "",
            "paths of this machine that jobs may use as inputs, with wildcards; with :rw at the end also to write");

    /** Engines to do without. */
    public static final ConfigKey<List<String>> DISABLED_ENGINES = of(
            "Node.DisabledFeatures.Engines", ValueTypes.list(ValueTypes.text()), "", "types of engines to do without");

    /** Publishers to do without. */
    public static final ConfigKey<List<String>> DISABLED_PUBLISHERS = of(
            "Node.DisabledFeatures.Publishers",
            ValueTypes.list(ValueTypes.text()),
            "",
            "types of publishers to do without");

    /** Input sources to do without. */
    public static final ConfigKey<List<String>> DISABLED_STORAGES = of(
            "Node.DisabledFeatures.Storages",
            ValueTypes.list(ValueTypes.text()),
            "",
            "types of input sources to do without");

    /** Tries of downloads. */
    public static final ConfigKey<Integer> DOWNLOAD_RETRIES = of(
            "Node.DownloadURLRequestRetries",
            ValueTypes.integer(0, 1_000),
            "3",
            "how often a download is tried again that makes no progress");

    /** Silence in downloads. */
    public static final ConfigKey<Duration> DOWNLOAD_SILENCE = of(
            "Node.DownloadURLRequestTimeout", ValueTypes.time(), "1m", "how long a server may be silent in a download");

    /** Private networks to download from. */
    public static final ConfigKey<List<String>> DOWNLOAD_NETWORKS = of(
            "Node.DownloadURLAllowedNetworks",
            ValueTypes.list(NodeTypes.network()),
            "",
            "networks that are not public and that jobs may download from all the same, such as 10.1.0.0/16");

    /** The largest download. */
    public static final ConfigKey<Long> DOWNLOAD_SIZE = of(
            "Node.DownloadURLMaxSize",
            ValueTypes.size(1L << 50),
            "100GiB",
            "the largest file that is downloaded for a job");

    /** Where executions read and write. */
    public static final ConfigKey<Path> STORAGE_PATH = of(
            "Node.ComputeStoragePath",
            ValueTypes.path(),
            "executor_storages",
            "directory for what executions read and write");

    /** Where the key is. */
    public static final ConfigKey<Path> KEY_PATH = of(
            "User.KeyPath",
            ValueTypes.path(),
            "user_id.pem",
            "file of the RSA key that signs tokens, and by which nodes know a user; made on first start");

    static final List<ConfigKey<?>> ALL = List.of(
            NAME,
            NAME_PROVIDER,
            TYPE,
            LABELS,
            ALLOWED_PATHS,
            DISABLED_ENGINES,
            DISABLED_PUBLISHERS,
            DISABLED_STORAGES,
            DOWNLOAD_RETRIES,
            DOWNLOAD_SILENCE,
            DOWNLOAD_NETWORKS,
            DOWNLOAD_SIZE,
            STORAGE_PATH,
            KEY_PATH);

    private NodeKeys() {}
}
