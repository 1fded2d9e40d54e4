package org.bacalhau.examples.benchmark;

/** One table of the benchmark. */
interface Section {
    /** Returns its name on the command line. */
    String name();

    /** Measures, and adds its rows to the table. */
    void run(Table table) throws Exception;
}
