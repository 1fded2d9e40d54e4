package org.bacalhau.node.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one commit. They are collected first and run when it is sure that the commit can be stored, so that a
 * refused commit leaves nothing behind. Confined to the writer thread.
 */
final class Steps {
    private final List<Step> steps = new ArrayList<>();

    private interface Step {
        void run(StoreConnection connection) throws SQLException;
    }

    /** Adds a statement that changes rows. */
    void add(String sql, @Nullable Object... values) {
        steps.add(connection -> connection.update(sql, values));
    }

    /** Runs the statements in order. */
    void run(StoreConnection connection) throws SQLException {
        for (Step step : steps) {
            step.run(connection);
        }
    }
}
