package org.bacalhau.examples.benchmark;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs the sections named on the command line, or all of them, and prints a table for each. With {@code --against URL} the
 * sections that measure through the HTTP API do the same work on the node there too, and print ratios.
 */
public final class Benchmark {
    private static final List<Section> SECTIONS = List.of(
            new NoopJobs(), new WasmHello(), new WasmKernels(), new Placements(), new HttpNode(), new HttpPages());
    private static final List<TargetSection> TARGET_SECTIONS = List.of(new HttpJobs());

    private Benchmark() {}

    /** Measures; see the package description. */
    public static void main(String[] arguments) throws Exception {
        Set<String> wanted = new TreeSet<>();
        @Nullable URI other = null;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--against") && i + 1 < arguments.length) {
                other = URI.create(arguments[++i]);
            } else {
                wanted.add(arguments[i]);
            }
        }
        refuseUnknown(wanted);
        System.out.println(Machine.facts());
        for (Section section : SECTIONS) {
            if (isWanted(section.name(), wanted)) {
                Table table = new Table(section.name());
                section.run(table);
                table.print(System.out);
            }
        }
        for (TargetSection section : TARGET_SECTIONS) {
            if (isWanted(section.name(), wanted)) {
                run(section, other);
            }
        }
        System.out.println();
        System.out.println(Machine.facts());
    }

    private static boolean isWanted(String name, Set<String> wanted) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private static void refuseUnknown(Set<String> wanted) {
        Set<String> unknown = new TreeSet<>(wanted);
        SECTIONS.forEach(section -> unknown.remove(section.name()));
        TARGET_SECTIONS.forEach(section -> unknown.remove(section.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there is no section " + unknown);
        }
    }

    private static void run(TargetSection section, @Nullable URI other) throws Exception {
        Path parent = Files.createTempDirectory("bacalhau-benchmark");
        try (NodeProcess ours = NodeProcess.start(parent.resolve("node"))) {
            List<Target> targets = new ArrayList<>(List.of(ours.target()));
            if (other != null) {
                targets.add(new Target("the node at " + other, other));
            }
            Table table = new Table(section.name());
            section.run(targets, table);
            table.print(System.out);
        } finally {
            Directories.remove(parent);
        }
    }
}
