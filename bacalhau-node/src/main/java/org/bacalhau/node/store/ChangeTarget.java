package org.bacalhau.node.store;

import java.sql.SQLException;
import java.util.List;
import org.bacalhau.core.model.BacalhauException;

/**
 * Turns changes into rows. Used by the thread that opens the store, then by its writer alone.
 *
 * @param <C> the changes
 */
interface ChangeTarget<C> {
    /** Reads what it has to know of the rows that are there; also after a transaction was rolled back. */
    void load(StoreConnection connection) throws SQLException;

    /**
     * Writes the changes of one commit, within a transaction that others may share.
     *
     * @throws BacalhauException if this commit cannot be stored; nothing of it was written, and the transaction goes on
     * @throws SQLException if the transaction has to be rolled back
     */
    void apply(StoreConnection connection, List<C> changes) throws SQLException;

    /**
     * Does a small part of the upkeep that is due, in a transaction of its own. Called after each group of commits, and
     * now and then while there are none, so it has to find out cheaply that nothing is due.
     *
     * @return whether more of it is due now
     */
    default boolean upkeep(StoreConnection connection) throws SQLException {
        return false;
    }
}
