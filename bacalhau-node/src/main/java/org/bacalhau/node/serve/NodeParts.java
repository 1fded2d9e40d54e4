package org.bacalhau.node.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.bacalhau.core.BacalhauNode;
import org.bacalhau.core.BacalhauNodeBuilder;
import org.bacalhau.core.Role;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.config.ComputeKeys;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.NodeKeys;
import org.bacalhau.node.config.RequesterKeys;
import org.bacalhau.node.http.ServerVersion;
import org.bacalhau.node.http.result.ResultServer;
import org.bacalhau.node.store.Retention;
import org.bacalhau.node.store.SqliteExecutionStore;
import org.bacalhau.node.store.SqliteJobStore;
import org.bacalhau.node.store.StoreSettings;

/** Puts a node together with what its roles need. Used once, by one thread. */
final class NodeParts {
    // The node removes from it whatever belongs to no execution: nobody else may keep anything there.
    private static final String EXECUTIONS = "executions";

    private final NodeConfig config;
    private final ResultServer results;
    private final Closing closing;

    /** Prepares; stores that are opened are given to {@code closing}. */
    NodeParts(NodeConfig config, ResultServer results, Closing closing) {
        this.config = config;
        this.results = results;
        this.closing = closing;
    }

    BacalhauNode node(String name, Consumer<BacalhauNodeBuilder> further) {
        Set<Role> roles = Set.copyOf(config.get(NodeKeys.TYPE));
        BacalhauNodeBuilder builder = BacalhauNode.builder()
                .id(name)
                .roles(roles.toArray(Role[]::new))
                .version(ServerVersion.current().build());
        config.get(NodeKeys.LABELS).forEach(builder::label);
        if (roles.contains(Role.REQUESTER)) {
            builder.requester(RequesterSettings.of(config)).jobStore(jobStore());
        }
        if (roles.contains(Role.COMPUTE)) {
            Path executions = made(config.get(NodeKeys.STORAGE_PATH).resolve(EXECUTIONS), NodeKeys.STORAGE_PATH);
            refuseResultsIn(executions);
            made(config.get(ComputeKeys.RESULT_DIRECTORY), ComputeKeys.RESULT_DIRECTORY);
            builder.compute(ComputeSettings.of(config, executions))
                    .dataDirectory(executions)
                    .executionStore(executionStore());
            Probes.of(config).forEach(builder::bidStrategy);
        }
        // Last: what plugins contribute is closed by the node, or by the builder if it fails, but by nobody before.
        Plugins.of(config, results).forEach(builder::plugin);
        further.accept(builder);
        return builder.build();
    }

    private void refuseResultsIn(Path executions) {
        Path directory = config.get(ComputeKeys.RESULT_DIRECTORY);
        if (directory.startsWith(executions)) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "results in " + directory + " would be lost at the next start, when the node tidies up "
                            + executions,
                    "set " + ComputeKeys.RESULT_DIRECTORY + " to another directory");
        }
    }

    private SqliteJobStore jobStore() {
        return closing.add(SqliteJobStore.open(
                config.get(RequesterKeys.STORE_PATH),
                StoreSettings.DEFAULT.withSizeLimitBytes(storeLimit(config)),
                retention(config),
                InstantSource.system()));
    }

    static long storeLimit(NodeConfig config) {
        return config.get(RequesterKeys.STORE_SIZE).orElse(0L);
    }

    static Retention retention(NodeConfig config) {
        return new Retention(config.get(RequesterKeys.RETENTION_AGE), config.get(RequesterKeys.RETENTION_COUNT));
    }

    private SqliteExecutionStore executionStore() {
        return closing.add(SqliteExecutionStore.open(config.get(ComputeKeys.STORE_PATH), StoreSettings.DEFAULT));
    }

    private static Path made(Path directory, ConfigKey<Path> key) {
        try {
            PrivateFiles.makeDirectory(directory);
            return directory;
        } catch (IOException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.PERMISSION_DENIED,
                            "directory " + directory + " cannot be used: "
                                    + e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "let this user own and write it, or set " + key),
                    e);
        }
    }
}
