package org.bacalhau.examples.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.examples.WatModules;

/** Jobs through the HTTP API of a node with durable stores, seen by a client in another process. */
final class HttpJobs implements TargetSection {
    private static final int ROUNDS = 5;
    private static final int SUBMITTERS = 64;
    private static final int CONNECTIONS = 300; // each wait for a job's end holds one
    private static final int WARM_UP = 8_000;

    @Override
    public String name() {
        return "http-jobs";
    }

    @Override
    public void run(List<Target> targets, Table table) throws Exception {
        List<Figures> all = new ArrayList<>();
        for (Target target : targets) {
            Figures figures = measure(target);
            figures.addTo(table);
            all.add(figures);
        }
        for (Figures other : all.subList(1, all.size())) {
            all.get(0).compareWith(other, table);
        }
    }

    private static Figures measure(Target target) throws Exception {
        JobSpec noop = Jobs.noop();
        JobSpec hello = Jobs.wasm(WatModules.assemble("hello.wat"));
        Figures figures = new Figures(target.name());
        try (ApiLoad load = new ApiLoad(target.uri(), CONNECTIONS);
                ApiLoad submitter = new ApiLoad(target.uri(), SUBMITTERS)) {
            load.manyInFlight(noop, 256, WARM_UP);
            load.manyInFlight(hello, 64, WARM_UP / 8);
            for (int round = 0; round < ROUNDS; round++) {
                figures.oneNoop[round] = Load.percentile(load.oneInFlight(noop, 500), 0.5);
                figures.noopRate[round] = load.manyInFlight(noop, 256, 8_000);
                figures.oneHello[round] = Load.percentile(load.oneInFlight(hello, 300), 0.5);
                figures.helloRate[round] = load.manyInFlight(hello, 64, 2_000);
                ApiLoad.Timed submitted = submitter.submit(i -> noop, SUBMITTERS, 12_000);
                figures.submitRate[round] = submitted.perSecond();
                figures.submitTail[round] = Load.percentile(submitted.millis(), 0.99);
            }
        }
        return figures;
    }

    /** One node's figures, one for each round. */
    private static final class Figures {
        private final String name;
        private final double[] submitRate = new double[ROUNDS];
        private final double[] submitTail = new double[ROUNDS];
        private final double[] oneNoop = new double[ROUNDS];
        private final double[] noopRate = new double[ROUNDS];
        private final double[] oneHello = new double[ROUNDS];
        private final double[] helloRate = new double[ROUNDS];

        Figures(String name) {
            this.name = name;
        }

        void addTo(Table table) {
            table.note(name);
            table.add("submit, " + SUBMITTERS + " connections", "%.0f jobs/s", ">= 4000 jobs/s", submitRate);
            table.add("submit, " + SUBMITTERS + " connections, p99", "%.1f ms", "<= 60 ms", submitTail);
            table.add("no-op job, one in flight, p50", "%.2f ms", "<= 4 ms", oneNoop);
            table.add("no-op jobs, 256 in flight", "%.0f jobs/s", ">= 2000 jobs/s", noopRate);
            table.add("WASM hello, one in flight, p50", "%.2f ms", "<= 8 ms", oneHello);
            table.add("WASM hello, 64 in flight", "%.0f jobs/s", ">= 400 jobs/s", helloRate);
        }

        void compareWith(Figures other, Table table) {
            table.note(name + " against " + other.name + " (above 1: better)");
            ratio(table, "submit, jobs/s", submitRate, other.submitRate);
            ratio(table, "no-op, one in flight", other.oneNoop, oneNoop);
            ratio(table, "no-op, 256 in flight", noopRate, other.noopRate);
            ratio(table, "WASM hello, one in flight", other.oneHello, oneHello);
            ratio(table, "WASM hello, 64 in flight", helloRate, other.helloRate);
        }

        private static void ratio(Table table, String what, double[] above, double[] below) {
            table.add(what, "%.1f times", "", Table.median(above) / Table.median(below));
        }
    }
}
