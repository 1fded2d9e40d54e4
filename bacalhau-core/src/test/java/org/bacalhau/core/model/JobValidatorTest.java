package org.bacalhau.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bacalhau.core.model.LabelRequirement.Operator;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults and their texts. Where the original has a text, it is repeated here to the letter (http-api.md §15). */
class JobValidatorTest {
    private static final Timeouts DEFAULTS = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(30));

    private static JobSpec job(UnaryOperator<JobSpec.Builder> change) {
        return change.apply(Jobs.specBuilder(JobType.BATCH)).build();
    }

    private static JobSpec task(UnaryOperator<Task.Builder> change) {
        return task(JobType.BATCH, change);
    }

    private static JobSpec task(JobType type, UnaryOperator<Task.Builder> change) {
        return JobSpec.builder(type, change.apply(Jobs.taskBuilder()).build()).build();
    }

    private static JobSpec tasks(Task... tasks) {
        JobSpec spec = Jobs.batch();
        return new JobSpec(
                spec.name(), spec.namespace(), spec.type(), 0, 1, List.of(), Map.of(), Map.of(), List.of(tasks));
    }

    private static JobSpec constraint(String key, Operator operator, String... values) {
        return job(job -> job.constraint(new LabelRequirement(key, operator, List.of(values))));
    }

    private static JobSpec resources(String cpu, String memory, String disk, String gpu) {
        return task(task -> task.resources(new ResourcesConfig(cpu, memory, disk, gpu)));
    }

    private static JobSpec network(NetworkConfig.Type type, String... domains) {
        return task(task -> task.network(new NetworkConfig(type, List.of(domains))));
    }

    private static JobSpec timeouts(JobType type, int execution, int queue, int total) {
        return task(
                type,
                task -> task.timeouts(new Timeouts(
                        Duration.ofSeconds(execution), Duration.ofSeconds(queue), Duration.ofSeconds(total))));
    }

    private static JobSpec output(String name, String path) {
        return task(task -> task.publisher(SpecConfig.of("local")).output(name, path));
    }

    private static JobSpec input(String target) {
        return task(task -> task.input(SpecConfig.of("inline"), target));
    }

    private static Arguments fault(JobSpec spec, String path, String problem) {
        return Arguments.of(spec, path, problem);
    }

    /** What the original refuses, with its text. */
    static Stream<Arguments> faultsOfTheOriginal() {
        return Stream.of(
                fault(job(job -> job.count(-1)), "Count", "job count must be >= 0"),
                fault(job(job -> job.name("a\0b")), "Name", "job Name contains a null character"),
                fault(tasks(), "Tasks", "missing job tasks"),
                fault(tasks(Task.builder("", SpecConfig.of("x")).build()), "Tasks[0].Name", "missing task name"),
                fault(
                        tasks(Task.builder("a\0b", SpecConfig.of("x")).build()),
                        "Tasks[0].Name",
                        "task name contains null character"),
                fault(
                        tasks(Task.builder("main", SpecConfig.NONE).build()),
                        "Tasks[0].Engine.Type",
                        "missing spec type"),
                fault(
                        task(task -> task.input(SpecConfig.NONE, "/inputs")),
                        "Tasks[0].InputSources[0].Source.Type",
                        "missing spec type"),
                fault(input(""), "Tasks[0].InputSources[0].Target", "missing artifact target"),
                fault(
                        task(task -> task.input(new InputSource(SpecConfig.of("inline"), "a", "/x"))
                                .input(new InputSource(SpecConfig.of("inline"), "a", "/y"))),
                        "Tasks[0].InputSources[1].Alias",
                        "input source with alias a already exist"),
                fault(output("outputs", ""), "Tasks[0].ResultPaths[0].Path", "path is blank"),
                fault(output("", "/outputs"), "Tasks[0].ResultPaths[0].Name", "resultpath name is blank"),
                fault(
                        task(task -> task.output("outputs", "/outputs")),
                        "Tasks[0].Publisher",
                        "publisher must be set if result paths are set"),
                fault(constraint("", Operator.EQUALS, "x"), "Constraints[0].Key", "selector key cannot be blank"),
                fault(
                        constraint("k", Operator.IN),
                        "Constraints[0].Values",
                        "selector values cannot be empty for In or NotIn operators"),
                fault(
                        constraint("k", Operator.EXISTS, "x"),
                        "Constraints[0].Values",
                        "selector values must be empty for Exists or DoesNotExist operators"),
                fault(
                        constraint("k", Operator.EQUALS, "x", "y"),
                        "Constraints[0].Values",
                        "selector values must have exactly one value for other operators"),
                fault(resources("many", "", "", ""), "Tasks[0].Resources.CPU", "invalid CPU value: many"),
                fault(resources("", "1zb", "", ""), "Tasks[0].Resources.Memory", "invalid memory value: 1zb"),
                fault(resources("", "", "-1", ""), "Tasks[0].Resources.Disk", "invalid disk value: -1"),
                fault(resources("", "", "", "0.5"), "Tasks[0].Resources.GPU", "invalid GPU value: 0.5"),
                fault(
                        timeouts(JobType.SERVICE, 0, 0, -1),
                        "Tasks[0].Timeouts.TotalTimeout",
                        "invalid total timeout value: -1s"),
                fault(
                        timeouts(JobType.OPS, 0, -1, 0),
                        "Tasks[0].Timeouts.QueueTimeout",
                        "invalid queue timeout value: -1s"),
                fault(
                        timeouts(JobType.BATCH, 60, 60, 100),
                        "Tasks[0].Timeouts",
                        "execution timeout 1m0s and queue timeout 1m0s should be less than total timeout 1m40s"),
                fault(
                        timeouts(JobType.BATCH, 3600, 0, 0),
                        "Tasks[0].Timeouts",
                        "execution timeout 1h0m0s and queue timeout 0s should be less than total timeout 30m0s"),
                fault(
                        network(NetworkConfig.Type.HTTP),
                        "Tasks[0].Network.Domains",
                        "invalid networking configuration, at least one domain is required when HTTP networking is"
                                + " enabled"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheOriginal")
    void refusesWhatTheOriginalRefuses(JobSpec spec, String path, String problem) {
        checkOnlyFault(spec, path, problem);
    }

    /** What the original accepts although such a job never runs, or breaks the server. */
    static Stream<Arguments> faultsTheOriginalLetsPass() {
        return Stream.of(
                fault(
                        timeouts(JobType.BATCH, -1, 0, 0),
                        "Tasks[0].Timeouts.ExecutionTimeout",
                        "invalid execution timeout value: -1s"),
                fault(constraint("a b", Operator.EXISTS), "Constraints[0].Key", "is not a label key"),
                fault(constraint("favour_", Operator.EXISTS), "Constraints[0].Key", "is not a label key"),
                fault(constraint("k", Operator.EQUALS, "a b"), "Constraints[0].Values[0]", "is not a label value"),
                fault(
                        constraint("k", Operator.GREATER_THAN, "x"),
                        "Constraints[0].Values[0]",
                        "cannot be compared by gt"),
                fault(job(job -> job.namespace("a//b")), "Namespace", "is not a namespace"),
                fault(job(job -> job.count(1_000_000)), "Count", "job count is too high"),
                fault(job(job -> job.label(" ", "x")), "Labels", "key is blank or contains a control character"),
                fault(job(job -> job.meta("k", "\0")), "Meta[k]", "contains a null character"),
                fault(input("inputs"), "Tasks[0].InputSources[0].Target", "is not an absolute path"),
                fault(input("/a/../b"), "Tasks[0].InputSources[0].Target", "is not a plain path"),
                fault(input("/a//b"), "Tasks[0].InputSources[0].Target", "is not a plain path"),
                fault(input("/a/./b"), "Tasks[0].InputSources[0].Target", "is not a plain path"),
                fault(input("/a\nb"), "Tasks[0].InputSources[0].Target", "is not a plain path"),
                fault(output("a/b", "/o"), "Tasks[0].ResultPaths[0].Name", "is not the name of one directory"),
                fault(output("..", "/o"), "Tasks[0].ResultPaths[0].Name", "is not the name of one directory"),
                fault(
                        output("exitCode", "/o"),
                        "Tasks[0].ResultPaths[0].Name",
                        "is the name of a file that each result has"),
                fault(output("o", "/"), "Tasks[0].ResultPaths[0].Path", "is the root directory"),
                fault(output("o", "/o/.."), "Tasks[0].ResultPaths[0].Path", "is not a plain path"),
                fault(
                        task(task -> task.publisher(SpecConfig.of("local"))
                                .output("a", "/x")
                                .output("a", "/y")),
                        "Tasks[0].ResultPaths[1].Name",
                        "names a second result path"),
                fault(
                        task(task -> task.publisher(SpecConfig.of("local"))
                                .output("a", "/x")
                                .output("b", "/x/y")),
                        "Tasks[0].ResultPaths[1].Path",
                        "overlaps the result path /x"),
                fault(
                        task(task -> task.publisher(SpecConfig.of("local"))
                                .input(SpecConfig.of("inline"), "/data/in")
                                .output("a", "/data/")),
                        "Tasks[0].ResultPaths[0].Path",
                        "overlaps the input at /data/in"),
                fault(task(task -> task.env("A=B", "x")), "Tasks[0].Env", "is not the name of an environment variable"),
                fault(task(task -> task.env("", "x")), "Tasks[0].Env", "is not the name of an environment variable"),
                fault(
                        task(task -> task.env("A", "\0")),
                        "Tasks[0].Env[A]",
                        "environment variable contains a null character"),
                fault(
                        network(NetworkConfig.Type.HTTP, "not a domain/"),
                        "Tasks[0].Network.Domains[0]",
                        "invalid domain \"not a domain/\""),
                fault(
                        network(NetworkConfig.Type.NONE, "example.com"),
                        "Tasks[0].Network.Domains",
                        "domains have no effect with network type None"));
    }

    @ParameterizedTest
    @MethodSource("faultsTheOriginalLetsPass")
    void refusesWhatCouldNeverRun(JobSpec spec, String path, String problem) {
        checkOnlyFault(spec, path, problem);
    }

    private static void checkOnlyFault(JobSpec spec, String path, String problem) {
        List<Fault> faults = JobValidator.validate(spec, DEFAULTS);

        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).path()).isEqualTo(path);
        assertThat(faults.get(0).problem()).isEqualTo(problem);
        assertThat(faults.get(0).remedy()).isNotBlank();
    }

    static Stream<JobSpec> soundSpecs() {
        return Stream.of(
                Jobs.batch(),
                Jobs.spec(JobType.DAEMON),
                job(job -> job.count(0)),
                job(job -> job.name("")),
                job(job -> job.namespace("team-a.2024_x")),
                constraint("example.com/zone", Operator.NOT_IN, "a", "", "c_d.e-f"),
                constraint("favour_gpu", Operator.EXISTS),
                constraint("n", Operator.LESS_THAN, "7"),
                resources("500m", "1gb", "1.5gib", "1"),
                timeouts(JobType.BATCH, 1000, 800, 1800),
                timeouts(JobType.SERVICE, 3600, 0, 0),
                network(NetworkConfig.Type.FULL),
                network(
                        NetworkConfig.Type.HTTP,
                        "example.com",
                        ".Example.org",
                        "*.a-b.museum",
                        "1.2.3.4",
                        "::1",
                        "xn--bcher-kva.example"),
                input("/"),
                input("/inputs/"),
                // Sources such as a download put a file of its own name into the target, so several may share one.
                task(task -> task.input(SpecConfig.of("urlDownload"), "/inputs")
                        .input(SpecConfig.of("urlDownload"), "/inputs")
                        .input(SpecConfig.of("inline"), "/inputs/more")),
                task(task -> task.publisher(SpecConfig.of("local"))
                        .input(SpecConfig.of("inline"), "/data")
                        .output("a", "/data2")
                        .output("b", "/dat")),
                task(task -> task.env("PATH_1", "a=b").meta("k", "v")));
    }

    @ParameterizedTest
    @MethodSource("soundSpecs")
    void acceptsSoundSpecs(JobSpec spec) {
        assertThat(JobValidator.validate(spec, DEFAULTS)).isEmpty();
        assertThat(JobValidator.validate(spec)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "-a.com",
                "a-.com",
                "example.com/",
                "1.2.3.400",
                "a..b",
                ":",
                "a:b",
                "exa mple.com",
                ".",
                "*"
            })
    void refusesWhatIsNoHost(String domain) {
        assertThat(JobValidator.validate(network(NetworkConfig.Type.HTTP, domain)))
                .extracting(Fault::path)
                .containsExactly("Tasks[0].Network.Domains[0]");
    }

    @Test
    void reportsAllFaultsInTheOrderOfTheFile() {
        Task task = Task.builder("", SpecConfig.NONE)
                .input(SpecConfig.NONE, "")
                .resources(new ResourcesConfig("x", "", "", "y"))
                .build();
        JobSpec spec = new JobSpec(
                "\0",
                "/",
                JobType.BATCH,
                0,
                -1,
                List.of(new LabelRequirement("", Operator.IN, List.of())),
                Map.of(),
                Map.of(),
                List.of(task, Jobs.task(), task));

        assertThat(JobValidator.validate(spec).stream().map(Fault::path))
                .containsExactly(
                        "Name",
                        "Namespace",
                        "Count",
                        "Constraints[0].Key",
                        "Constraints[0].Values",
                        "Tasks[0].Name",
                        "Tasks[0].Engine.Type",
                        "Tasks[0].InputSources[0].Source.Type",
                        "Tasks[0].InputSources[0].Target",
                        "Tasks[0].Resources.CPU",
                        "Tasks[0].Resources.GPU",
                        "Tasks[2].Name",
                        "Tasks[2].Engine.Type",
                        "Tasks[2].InputSources[0].Source.Type",
                        "Tasks[2].InputSources[0].Target",
                        "Tasks[2].Resources.CPU",
                        "Tasks[2].Resources.GPU");
    }

    @Test
    void refusesListsThatAreTooLong() {
        JobSpec spec = task(task -> {
            IntStream.rangeClosed(0, JobLimits.MOST_ENTRIES).forEach(i -> task.env("V" + i, "x"));
            return task;
        });

        checkOnlyFault(spec, "Tasks[0].Env", "has too many entries");
    }

    @Test
    void refusesTextThatIsTooLong() {
        checkOnlyFault(job(job -> job.name("x".repeat(257))), "Name", "has 257 characters");
        String large = "x".repeat((int) JobLimits.LARGEST_TEXT);
        checkOnlyFault(
                task(task -> task.input(SpecConfig.of("inline").with("URL", large), "/inputs")),
                "",
                "job has too many characters");
    }

    @Test
    void refusesParametersThatAreNestedTooDeeply() {
        Object nested = "x";
        for (int i = 0; i < 60; i++) {
            nested = List.of(nested);
        }
        SpecConfig engine = SpecConfig.of("x").with("P", nested);

        checkOnlyFault(tasks(Task.builder("main", engine).build()), "Tasks[0].Engine.Params", "is nested too deeply");
    }

    @Test
    void listsABoundedNumberOfFaults() {
        JobSpec spec = job(job -> {
            IntStream.range(0, 500)
                    .forEach(i -> job.constraint(new LabelRequirement("a b", Operator.EXISTS, List.of())));
            return job;
        });
        List<Fault> faults = JobValidator.validate(spec);

        assertThat(faults).hasSize(JobLimits.MOST_FAULTS + 1);
        assertThat(faults.get(JobLimits.MOST_FAULTS).problem()).isEqualTo("400 further faults are not listed");
    }

    @Test
    void showsNoNulAndNoEndlessValue() {
        JobSpec spec = job(job -> job.name("\0" + "x".repeat(1_000)));

        assertThat(JobValidator.validate(spec)).allSatisfy(fault -> {
            assertThat(fault.value()).hasSizeLessThan(100);
            assertThat(fault.toString()).contains("Name");
        });
        assertThat(JobValidator.validate(spec).get(0).value()).doesNotContain("\0");
    }

    @Test
    void exceptionNamesEveryFault() {
        List<Fault> faults = JobValidator.validate(job(job -> job.count(-1).name("\0")));
        ValidationException e = new ValidationException("job", faults);

        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(e.faults()).isEqualTo(faults);
        assertThat(e).hasMessageStartingWith("job has 2 faults:");
        assertThat(Arrays.asList(e.getMessage().split("\n"))).hasSize(3);
    }
}
