package org.bacalhau.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.LabelSelector;
import org.bacalhau.core.model.Page;
import org.bacalhau.core.store.InMemoryJobStore;
import org.bacalhau.core.store.JobChange;
import org.bacalhau.core.store.JobChange.PutJob;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobQuery.Order;
import org.bacalhau.core.store.JobStore;
import org.bacalhau.core.testing.Await;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobListTest {
    private static final List<String> SELECTORS = List.of(
            "",
            "team=a",
            "team in (a,b)",
            "team in (a,a)",
            "team!=a",
            "team",
            "!team",
            "team=a,run=r3",
            "run>5",
            "team=x");

    @TempDir
    Path directory;

    private SqliteJobStore store;

    @BeforeEach
    void open() {
        store = Stores.jobs(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void listsWhatTheStoreInMemoryListsForEveryQuery() {
        InMemoryJobStore model = new InMemoryJobStore();
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            List<JobChange> changes = List.of(new PutJob(randomJob(i, random)));
            Await.outcome(model.commit(changes));
            Await.outcome(store.commit(changes));
        }
        for (String selector : SELECTORS) {
            for (Order order : Order.values()) {
                for (boolean reverse : new boolean[] {false, true}) {
                    JobQuery query = new JobQuery(
                            random.nextBoolean() ? null : "space",
                            randomStates(random),
                            LabelSelector.parse(selector),
                            order,
                            reverse,
                            1 + random.nextInt(40),
                            null);
                    assertThat(allPages(store, query)).as(query.toString()).isEqualTo(allPages(model, query));
                }
            }
        }
    }

    private static Job randomJob(int number, Random random) {
        JobSpec.Builder spec = Jobs.specBuilder(JobType.BATCH).namespace(random.nextBoolean() ? "default" : "space");
        if (random.nextInt(3) > 0) {
            spec.label("team", random.nextBoolean() ? "a" : "b");
        }
        spec.label("run", random.nextBoolean() ? "r" + random.nextInt(5) : "" + random.nextInt(10));
        // Times repeat, so that ids decide.
        Job job = Job.accepted(Jobs.jobId(number), spec.build(), Jobs.NOW.plusNanos(random.nextInt(20)));
        JobState state = JobState.values()[random.nextInt(JobState.values().length)];
        return state == JobState.PENDING ? job : job.withState(state, "", Jobs.NOW);
    }

    private static Set<JobState> randomStates(Random random) {
        Set<JobState> states = new TreeSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            states.add(JobState.values()[random.nextInt(JobState.values().length)]);
        }
        return states;
    }

    private static List<List<Job>> allPages(JobStore store, JobQuery query) {
        List<List<Job>> pages = new ArrayList<>();
        JobQuery next = query;
        while (true) {
            Page<Job> page = store.jobs(next);
            pages.add(page.items());
            if (page.next() == null) {
                return pages;
            }
            next = query.after(page.next());
        }
    }

    @Test
    void everyListComesOutOfAnIndexInItsOrder() throws Exception {
        StoreFile file = StoreFile.of("job store", Stores.jobFile(directory));
        String cursor = "1:2:j-1";
        try (StoreConnection connection = StoreConnection.forReading(file, Duration.ofSeconds(1))) {
            for (Order order : Order.values()) {
                for (String from : new String[] {null, cursor}) {
                    for (JobQuery query : filters(order, from)) {
                        List<String> plan = planOf(connection, query);
                        boolean seeks = query.namespace() != null
                                || !query.labels().isEmpty()
                                || !query.states().isEmpty()
                                || from != null;
                        assertThat(plan)
                                .as(query.toString())
                                .noneMatch(line -> line.contains("TEMP B-TREE"))
                                .noneMatch(line -> seeks && line.startsWith("SCAN"));
                    }
                }
            }
        }
    }

    private static List<JobQuery> filters(Order order, String cursor) {
        List<LabelRequirement> label = List.of(LabelRequirement.equalTo("team", "a"));
        List<LabelRequirement> labels = LabelSelector.parse("team in (a,b,c)");
        Set<JobState> active = Set.of(JobState.PENDING, JobState.RUNNING);
        return List.of(
                new JobQuery(null, Set.of(), List.of(), order, true, 100, cursor),
                new JobQuery("space", Set.of(), List.of(), order, false, 100, cursor),
                new JobQuery(null, Set.of(JobState.FAILED), List.of(), order, true, 100, cursor),
                new JobQuery(null, active, List.of(), order, false, 100, cursor),
                new JobQuery("space", active, List.of(), order, false, 100, cursor),
                new JobQuery("space", Set.of(JobState.FAILED), List.of(), order, false, 100, cursor),
                new JobQuery(null, Set.of(), label, order, true, 100, cursor),
                new JobQuery("space", active, labels, order, false, 100, cursor));
    }

    private static List<String> planOf(StoreConnection connection, JobQuery query) throws Exception {
        JobListSql sql = new JobListSql(query);
        List<String> plan = new ArrayList<>();
        connection.visit("EXPLAIN QUERY PLAN " + sql.sql(), row -> plan.add(row.getString("detail")), sql.values());
        return plan;
    }

    @Test
    void pagesAreCompleteWhileJobsArriveAndEnd() {
        List<JobLife> before = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            before.add(JobLife.of(2 * i));
            Await.outcome(store.commit(before.get(i).accepted()));
        }
        Set<JobId> wanted = new TreeSet<>(before.stream().map(JobLife::id).toList());
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 200; i++) {
                store.commit(JobLife.of(2 * i + 1).accepted());
                Await.outcome(store.commit(before.get((i * 7) % 200).move(JobState.STOPPED)));
            }
        });
        do {
            List<JobId> seen = allPages(store, JobQuery.ALL.limitedTo(7)).stream()
                    .flatMap(List::stream)
                    .map(Job::id)
                    .toList();
            assertThat(seen).doesNotHaveDuplicates().containsAll(wanted);
        } while (!writer.isDone());
        Await.outcome(writer);

        assertThat(store.jobs(JobQuery.ALL).items()).hasSize(400);
    }

    @Test
    void followsAJobWhoseSpecChanges() {
        Job job = Job.accepted(
                Jobs.jobId(1),
                Jobs.specBuilder(JobType.SERVICE)
                        .label("team", "a")
                        .label("kept", "1")
                        .build(),
                Jobs.NOW);
        JobSpec changed = Jobs.specBuilder(JobType.SERVICE)
                .namespace("space")
                .label("team", "b")
                .label("kept", "1")
                .build();
        Job next = new Job(job.id(), changed, job.status(), 2, job.createTime(), Jobs.NOW);
        Await.outcome(store.commit(List.of(new PutJob(job))));
        Await.outcome(store.commit(List.of(new PutJob(next))));

        assertThat(store.job(job.id())).contains(next);
        assertThat(labelled("team", "a")).isEmpty();
        assertThat(labelled("team", "b")).containsExactly(next);
        assertThat(labelled("kept", "1")).containsExactly(next);
        assertThat(store.jobs(new JobQuery("space", Set.of(), List.of(), Order.ID, false, 9, null))
                        .items())
                .containsExactly(next);
    }

    private List<Job> labelled(String key, String value) {
        return store.jobs(new JobQuery(
                        null, Set.of(), List.of(LabelRequirement.equalTo(key, value)), Order.ID, false, 9, null))
                .items();
    }
}
