package org.bacalhau.examples.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.client.HistorySelection;
import org.bacalhau.client.JobSelection;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.core.model.Page;

/** What reading costs a node that remembers many jobs, and what it costs to remember them. */
final class HttpPages implements Section {
    private static final int HALF = 100_000;
    private static final int READS = 1_000;
    private static final int GROUPS = 100;

    @Override
    public String name() {
        return "http-pages";
    }

    @Override
    public void run(Table table) throws Exception {
        Path parent = Files.createTempDirectory("bacalhau-benchmark");
        try (NodeProcess node = NodeProcess.start(parent.resolve("node"));
                ApiLoad load = new ApiLoad(node.uri(), 64)) {
            fill(load, 20_000);
            double warm = node.usedHeap();
            fill(load, HALF - 20_000);
            double first = node.usedHeap();
            fill(load, HALF);
            double second = node.usedHeap();
            table.add("heap after 100,000 jobs", "%.1f MB", "", first / 1e6);
            table.add("against heap after 20,000 jobs", "%.2f times", "<= 1.10", first / warm);
            table.add("heap after 200,000 jobs against that", "%.2f times", "<= 1.10", second / first);
            pages(load.client(), table);
        } finally {
            Directories.remove(parent);
        }
    }

    private static void fill(ApiLoad load, int jobs) throws InterruptedException {
        load.submit(i -> Jobs.labelled("group", "g" + i % GROUPS), 64, jobs);
    }

    private static void pages(BacalhauClient client, Table table) {
        Map<String, JobSelection> selections = new TreeMap<>();
        JobSelection all = JobSelection.ALL.withPagesOf(100);
        selections.put("by creation", all);
        selections.put("by creation, last first", all.sortedBy(JobSelection.Order.CREATED_AT, true));
        selections.put("by change, last first", all.sortedBy(JobSelection.Order.MODIFIED_AT, true));
        selections.put("by id", all.sortedBy(JobSelection.Order.ID, false));
        selections.put("by label", all.withLabels("group=g42"));
        selections.put("by namespace", all.inNamespace("default"));
        List<ApiJob> seen = new ArrayList<>();
        selections.forEach((what, selection) ->
                table.add("page of 100, " + what + ", p99", "%.2f ms", "<= 10 ms", pageTime(client, selection, seen)));
        double[] millis = new double[READS];
        for (int i = 0; i < READS; i++) {
            String id = seen.get(i % seen.size()).id();
            long start = System.nanoTime();
            client.jobs().history(id, HistorySelection.ALL);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        table.add("a job's history, p99", "%.2f ms", "", Load.percentile(millis, 0.99));
    }

    /** Reads pages one after another, from the first on, and returns the time of the slowest but one in a hundred. */
    private static double pageTime(BacalhauClient client, JobSelection selection, List<ApiJob> seen) {
        double[] millis = new double[READS];
        String token = "";
        for (int i = 0; i < READS; i++) {
            long start = System.nanoTime();
            Page<ApiJob> page = client.jobs().pageAsync(selection, token).join();
            millis[i] = (System.nanoTime() - start) / 1e6;
            token = page.next() == null ? "" : page.next();
            seen.add(page.items().get(0));
        }
        Arrays.sort(millis, 0, READS);
        return Load.percentile(millis, 0.99);
    }
}
