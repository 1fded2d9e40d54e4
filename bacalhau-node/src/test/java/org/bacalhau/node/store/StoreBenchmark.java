package org.bacalhau.node.store;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bacalhau.core.model.Event;
import org.bacalhau.core.model.EventTopic;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.ExecutionState;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobChange.AddHistory;
import org.bacalhau.core.store.JobChange.PutExecution;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobCursor;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobQuery.Order;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;

/**
 * Measures the job store on the disk it is given, and prints what it finds. Not a test: it takes a minute, and what is fast
 * depends on the machine.
 *
 * <p>Run {@code main} with the test class path: {@code StoreBenchmark <empty directory> [jobs]}.
 */
final class StoreBenchmark {
    private static final int PRODUCERS = 64;
    private static final int PAGES = 300;
    private static final PrintStream OUT = System.out;

    private final Path directory;
    private final int jobCount;

    private StoreBenchmark(Path directory, int jobCount) {
        this.directory = directory;
        this.jobCount = jobCount;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Files.createDirectories(directory);
        int jobs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200_000;
        new StoreBenchmark(directory, jobs).run();
    }

    private void run() throws Exception {
        OUT.printf("%d processors, Java %s%n", Runtime.getRuntime().availableProcessors(), Runtime.version());
        OUT.printf("fdatasync of a 4 KiB append: %d us (median)%n", medianSyncMicros());
        try (SqliteJobStore store = Stores.jobs(directory)) {
            submit(store, 0, jobCount / 10, "warm-up");
            submit(store, jobCount / 10, jobCount, "submit");
            single(store);
        }
        OUT.printf("store: %d MB for %d jobs%n", Files.size(Stores.jobFile(directory)) >> 20, jobCount);
        long begin = System.nanoTime();
        try (SqliteJobStore store = Stores.jobs(directory)) {
            OUT.printf("open: %d ms%n", millisSince(begin));
            OUT.printf("active jobs: %d in %d ms in all%n", store.activeJobs().size(), millisSince(begin));
            pages(store);
            lookups(store);
        }
    }

    private long medianSyncMicros() throws IOException {
        Path file = Files.createTempFile(directory, "sync", "");
        long[] nanos = new long[200];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < nanos.length; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(4096));
                channel.force(false);
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Files.delete(file);
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1000;
    }

    /** Commits jobs, each producer one after the other, each waiting for its commit. */
    private void submit(SqliteJobStore store, int from, int to, String name) throws InterruptedException {
        AtomicInteger next = new AtomicInteger(from);
        long[] nanos = new long[to - from];
        CountDownLatch done = new CountDownLatch(PRODUCERS);
        long begin = System.nanoTime();
        for (int i = 0; i < PRODUCERS; i++) {
            Thread producer = new Thread(() -> {
                for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
                    long start = System.nanoTime();
                    Await.outcome(store.commit(submission(number)));
                    nanos[number - from] = System.nanoTime() - start;
                }
                done.countDown();
            });
            producer.setDaemon(true);
            producer.start();
        }
        done.await();
        double seconds = (System.nanoTime() - begin) / 1e9;
        report(String.format("%s: %,.0f commits/s from %d producers,", name, nanos.length / seconds, PRODUCERS), nanos);
    }

    /** Moves one job after the other to its end. */
    private void single(SqliteJobStore store) {
        long[] nanos = new long[1000];
        for (int i = 0; i < nanos.length; i++) {
            Job job = job(i);
            Job ended = job.withState(JobState.COMPLETED, "", job.modifyTime().plusSeconds(1));
            List<JobChange> changes =
                    List.of(new PutJob(ended), new AddHistory(Jobs.history(4, JobState.PENDING, ended)));
            long start = System.nanoTime();
            Await.outcome(store.commit(changes));
            nanos[i] = System.nanoTime() - start;
        }
        report("one producer:", nanos);
    }

    private void pages(SqliteJobStore store) {
        for (Order order : Order.values()) {
            page(store, "all", order, null, Set.of(), List.of());
            page(store, "namespace of 1 in 20", order, "space-3", Set.of(), List.of());
            page(store, "namespace of 19 in 20", order, "default", Set.of(), List.of());
            page(store, "state of most", order, null, Set.of(JobState.PENDING), List.of());
            page(store, "state of few", order, null, Set.of(JobState.COMPLETED), List.of());
            page(
                    store,
                    "three states",
                    order,
                    null,
                    Set.of(JobState.PENDING, JobState.FAILED, JobState.COMPLETED),
                    List.of());
            page(store, "label of 1 in 10", order, null, Set.of(), List.of(LabelRequirement.equalTo("team", "t4")));
            page(store, "label of 1 job", order, null, Set.of(), List.of(LabelRequirement.equalTo("run", "r777")));
        }
    }

    private void page(
            SqliteJobStore store,
            String name,
            Order order,
            String namespace,
            Set<JobState> states,
            List<LabelRequirement> labels) {
        Random random = new Random(7);
        long[] nanos = new long[PAGES];
        int found = 0;
        for (int i = 0; i < 2 * PAGES; i++) {
            Job somewhere = job(random.nextInt(jobCount));
            String cursor = new JobCursor(somewhere.createTime(), somewhere.id()).toString();
            JobQuery query = new JobQuery(namespace, states, labels, order, i % 2 == 0, 100, cursor);
            long start = System.nanoTime();
            found += store.jobs(query).items().size();
            nanos[i % PAGES] = System.nanoTime() - start;
        }
        report(String.format("page by %s, %s (%d jobs on average):", order, name, found / 2 / PAGES), nanos);
    }

    private void lookups(SqliteJobStore store) {
        Random random = new Random(11);
        AtomicLong found = new AtomicLong();
        long[] jobs = new long[2000];
        long[] unknown = new long[2000];
        for (int i = 0; i < jobs.length; i++) {
            Job job = job(random.nextInt(jobCount));
            long start = System.nanoTime();
            store.job(job.id()).ifPresent(any -> found.incrementAndGet());
            jobs[i] = System.nanoTime() - start;
            start = System.nanoTime();
            store.job(new JobId(job.id() + "x")).ifPresent(any -> found.incrementAndGet());
            unknown[i] = System.nanoTime() - start;
        }
        report("job by id (" + found.get() + " found):", jobs);
        report("unknown job by id:", unknown);
    }

    private static Job job(int number) {
        Random random = new Random(number);
        JobId id = new JobId("j-" + new UUID(random.nextLong(), random.nextLong()));
        SpecConfig engine = SpecConfig.of("docker")
                .with("Image", "ubuntu:24.04")
                .with("Entrypoint", List.of("/bin/bash", "-c"))
                .with("Parameters", List.of("echo hello " + number));
        return Job.accepted(
                id,
                Jobs.specBuilder(JobType.BATCH)
                        .task(Task.builder("main", engine)
                                .publisher(SpecConfig.of("local"))
                                .env("NUMBER", Integer.toString(number))
                                .output("outputs", "/outputs")
                                .build())
                        .namespace(number % 20 == 0 ? "space-" + number % 7 : "default")
                        .label("team", "t" + number % 10)
                        .label("run", "r" + number)
                        .build(),
                Jobs.NOW.plus(Duration.ofMillis(number)));
    }

    /** Returns what the requester commits when it accepts a job: job, execution and three steps of history. */
    private static List<JobChange> submission(int number) {
        Job job = job(number);
        Execution execution = Jobs.execution(number, job);
        Execution asked = execution.withState(ExecutionState.ASK_FOR_BID, "", job.createTime());
        List<JobChange> changes = new ArrayList<>();
        changes.add(new PutJob(job));
        changes.add(new AddHistory(Jobs.history(1, JobState.PENDING, job)));
        changes.add(new PutExecution(asked));
        for (int sequence = 2; sequence <= 3; sequence++) {
            changes.add(new AddHistory(new HistoryEntry.OfExecution(
                    job.id(),
                    sequence,
                    asked.id(),
                    asked.nodeId(),
                    ExecutionState.NEW,
                    asked.state(),
                    sequence,
                    Event.of(EventTopic.SCHEDULING, "Requested execution on " + asked.nodeId(), job.createTime()),
                    job.createTime())));
        }
        return changes;
    }

    private static void report(String what, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        OUT.printf(
                "%s p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                what,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
