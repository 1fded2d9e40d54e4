package org.bacalhau.node.store;

import java.nio.file.Path;
import org.bacalhau.core.store.ExecutionStore;
import org.bacalhau.core.store.ExecutionStoreContract;
import org.junit.jupiter.api.io.TempDir;

class SqliteExecutionStoreTest extends ExecutionStoreContract {
    @TempDir
    Path directory;

    @Override
    protected ExecutionStore open() {
        return Stores.executions(directory);
    }

    @Override
    protected boolean isDurable() {
        return true;
    }
}
