package org.bacalhau.node.store;

import java.nio.file.Path;

/** Opens the job store of a directory, says so, and closes it when its input ends. */
final class StoreHolder {
    private StoreHolder() {}

    public static void main(String[] arguments) throws Exception {
        SqliteJobStore store = Stores.jobs(Path.of(arguments[0]));
        System.out.println("open");
        while (System.in.read() >= 0) {
            // Waits for the end.
        }
        store.close();
    }
}
