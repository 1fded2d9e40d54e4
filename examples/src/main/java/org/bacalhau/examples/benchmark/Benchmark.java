package org.bacalhau.examples.benchmark;

import java.util.List;
import java.util.Set;

/** Runs the sections named on the command line, or all of them, and prints a table for each. */
public final class Benchmark {
    private static final List<Section> SECTIONS =
            List.of(new NoopJobs(), new WasmHello(), new WasmKernels(), new Placements());

    private Benchmark() {}

    /** Measures; see the package description. */
    public static void main(String[] names) throws Exception {
        Set<String> wanted = Set.of(names);
        System.out.println(Machine.facts());
        for (Section section : SECTIONS) {
            if (wanted.isEmpty() || wanted.contains(section.name())) {
                Table table = new Table(section.name());
                section.run(table);
                table.print(System.out);
            }
        }
    }
}
