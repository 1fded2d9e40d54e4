package org.bacalhau.node.store;

import java.nio.file.Path;
import org.bacalhau.core.testing.Jobs;

/** Opens stores for tests that do not care about settings. */
final class Stores {
    private Stores() {}

    static Path jobFile(Path directory) {
        return directory.resolve("jobs.db");
    }

    static Path executionFile(Path directory) {
        return directory.resolve("executions.db");
    }

    /** Opens the job store of a directory. It keeps everything, and its clock stands still. */
    static SqliteJobStore jobs(Path directory) {
        return jobs(directory, StoreSettings.DEFAULT);
    }

    static SqliteJobStore jobs(Path directory, StoreSettings settings) {
        return SqliteJobStore.open(jobFile(directory), settings, Retention.FOREVER, () -> Jobs.NOW);
    }

    static SqliteExecutionStore executions(Path directory) {
        return SqliteExecutionStore.open(executionFile(directory), StoreSettings.DEFAULT);
    }
}
