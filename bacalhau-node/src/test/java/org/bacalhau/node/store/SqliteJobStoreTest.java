package org.bacalhau.node.store;

import java.nio.file.Path;
import org.bacalhau.core.store.JobStore;
import org.bacalhau.core.store.JobStoreContract;
import org.junit.jupiter.api.io.TempDir;

class SqliteJobStoreTest extends JobStoreContract {
    @TempDir
    Path directory;

    @Override
    protected JobStore open() {
        return Stores.jobs(directory);
    }

    @Override
    protected boolean isDurable() {
        return true;
    }
}
