package org.bacalhau.node.badinput;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.ResultPath;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.node.executor.wasm.Fixtures;

/** Jobs for components that every node has, with parameters of any content. */
final class FuzzedTasks {
    private static final String[] NAMES = {
        "EntryModule",
        "EntryPoint",
        "Parameters",
        "EnvironmentVariables",
        "ImportModules",
        "URL",
        "SourcePath",
        "ReadWrite",
        "url",
        "Entrypoint",
        ""
    };

    private FuzzedTasks() {}

    static Arbitrary<JobSpec> jobs() {
        return Combinators.combine(Arbitraries.of(JobType.class), tasks())
                .as((type, task) -> JobSpec.builder(type, task).build());
    }

    private static Arbitrary<Task> tasks() {
        Arbitrary<List<InputSource>> inputs = Combinators.combine(
                        sources(),
                        Arbitraries.of("", "a", "b"),
                        Arbitraries.of("/in", "/a", "/b/c", "/in/x", "/out", "/"))
                .as(InputSource::new)
                .list()
                .ofMaxSize(2);
        Arbitrary<List<ResultPath>> results = Combinators.combine(
                        Arbitraries.of("out", "stdout", "other"), Arbitraries.of("/out", "/in", "/"))
                .as(ResultPath::new)
                .list()
                .ofMaxSize(2);
        Arbitrary<String> memory = Arbitraries.of("", "1MB", "1", "100MB");
        return Combinators.combine(engines(), publishers(), inputs, results, memory)
                .as((engine, publisher, sources, outputs, amount) -> {
                    Task.Builder task = Task.builder("main", engine)
                            .publisher(publisher)
                            .resources(Programs.memory(amount))
                            .timeouts(new Timeouts(Duration.ofMillis(200), Duration.ZERO, Duration.ofSeconds(5)));
                    sources.forEach(task::input);
                    outputs.forEach(output -> task.output(output.name(), output.path()));
                    return task.build();
                });
    }

    private static Arbitrary<SpecConfig> engines() {
        Arbitrary<SpecConfig> nearlySound = Combinators.combine(
                        Arbitraries.of(Programs.SOUND, Programs.LOOP, Programs.files(3)),
                        Arbitraries.of(NAMES),
                        values())
                .as((program, name, value) ->
                        Programs.task(Fixtures.wat(program)).build().engine().with(name, value));
        return Arbitraries.frequencyOf(
                Tuple.of(4, nearlySound),
                Tuple.of(1, components("wasm")),
                Tuple.of(1, components("WASM")),
                Tuple.of(2, components("noop")));
    }

    // Mostly sound, so that a good part of the jobs gets as far as to the component that comes next.
    private static Arbitrary<SpecConfig> sources() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, texts().map(text -> Programs.source(text.getBytes(StandardCharsets.UTF_8)))),
                Tuple.of(1, components("inline")),
                Tuple.of(1, components("localDirectory")),
                Tuple.of(1, components("urlDownload")));
    }

    private static Arbitrary<SpecConfig> publishers() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(SpecConfig.NONE)),
                Tuple.of(3, components("noop")),
                Tuple.of(3, components("local")));
    }

    private static Arbitrary<SpecConfig> components(String type) {
        return Combinators.combine(Arbitraries.of(NAMES), values())
                .as(Map::entry)
                .list()
                .ofMaxSize(4)
                .map(entries -> {
                    Map<String, Object> params = new HashMap<>();
                    entries.forEach(entry -> params.put(entry.getKey(), entry.getValue()));
                    return new SpecConfig(type, params);
                });
    }

    /** Values as JSON has them, flat and nested, among them such as one of the parameters wants. */
    private static Arbitrary<Object> values() {
        return Arbitraries.lazyOf(
                () -> texts().asGeneric(),
                () -> texts().asGeneric(),
                () -> texts().asGeneric(),
                () -> Arbitraries.longs().asGeneric(),
                () -> Arbitraries.doubles().asGeneric(),
                () -> Arbitraries.of(true, false).asGeneric(),
                () -> values().list().ofMaxSize(3).map(ArrayList::new).asGeneric(),
                FuzzedTasks::nested);
    }

    private static Arbitrary<Object> nested() {
        return Combinators.combine(Arbitraries.of("Source", "Type", "Params", "Alias", "Target", "source"), values())
                .as((name, value) -> Map.of(
                        "Source",
                        Map.of("Type", "inline", "Params", Map.of("URL", "data:,x", name, value)),
                        name + "2",
                        value))
                .asGeneric();
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.strings().ofMaxLength(20).map(rest -> "data:" + rest),
                Arbitraries.strings().ofMaxLength(20).map(rest -> "data:application/gzip;base64," + rest),
                Arbitraries.strings().ofMaxLength(10).map(rest -> "http://127.0.0.1:1/" + rest),
                Arbitraries.strings().ofMaxLength(10).map(rest -> "/" + rest),
                Arbitraries.of(
                        "",
                        "/",
                        "..",
                        "/etc/passwd",
                        "/proc/self/mem",
                        "file:///etc/passwd",
                        "http://",
                        "http://[::1]/x",
                        "_start",
                        "true",
                        "\0",
                        "data:,",
                        "x".repeat(10_000)));
    }
}
