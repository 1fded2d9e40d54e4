package org.bacalhau.examples.benchmark;

import java.util.List;

/** One table about nodes that are measured through their HTTP API. */
interface TargetSection {
    /** Returns its name on the command line. */
    String name();

    /**
     * Measures, and adds its rows to the table.
     *
     * @param targets the nodes, ours first; at least one
     */
    void run(List<Target> targets, Table table) throws Exception;
}
