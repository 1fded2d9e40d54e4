package org.bacalhau.core.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.LabelRequirement.Operator;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.ResultPath;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;

/** Specs for properties (jqwik): any that can be written down, and such as are mostly sound. */
public final class AnySpecs {
    private final Arbitrary<String> text;
    private final Arbitrary<String> quantity;
    private final Arbitrary<String> path;
    private final Arbitrary<Integer> count;
    private final Arbitrary<LabelRequirement> requirement;
    private final Arbitrary<Timeouts> timeouts;
    private final Arbitrary<NetworkConfig> network;

    private AnySpecs(
            Arbitrary<String> text,
            Arbitrary<String> quantity,
            Arbitrary<String> path,
            Arbitrary<Integer> count,
            Arbitrary<LabelRequirement> requirement,
            Arbitrary<Timeouts> timeouts,
            Arbitrary<NetworkConfig> network) {
        this.text = text;
        this.quantity = quantity;
        this.path = path;
        this.count = count;
        this.requirement = requirement;
        this.timeouts = timeouts;
        this.network = network;
    }

    /** Returns specs of any content: nearly all of them have faults. */
    public static Arbitrary<JobSpec> wild() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.of(
                        "", " ", "\0", "..", "/", "a/b", "stdout", "favour_x", "bacalhau.org/x", "x".repeat(300)));
        Arbitrary<String> path =
                Arbitraries.oneOf(text, Arbitraries.of("/", "//", "/a", "/a/b", "/a/", "/a/..", "/./a", "a", "/\n"));
        Arbitrary<Duration> limit = Arbitraries.longs().map(Duration::ofSeconds);
        return new AnySpecs(
                        text,
                        text,
                        path,
                        Arbitraries.integers(),
                        requirement(text, text.list().ofMaxSize(2), Operator.values()),
                        Combinators.combine(limit, limit, limit).as(Timeouts::new),
                        Combinators.combine(
                                        Arbitraries.of(NetworkConfig.Type.class),
                                        text.list().ofMaxSize(2))
                                .as(NetworkConfig::new))
                .specs();
    }

    /** Returns specs of which a good part has no faults. */
    public static Arbitrary<JobSpec> mostlySound() {
        Arbitrary<String> word = Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(8)
                .edgeCases(edges -> edges.none());
        Arbitrary<Duration> limit = Arbitraries.longs().between(0, 100).map(Duration::ofSeconds);
        return new AnySpecs(
                        word,
                        Arbitraries.of("", "1", "2"),
                        word.map(name -> "/" + name),
                        Arbitraries.integers().between(0, 10),
                        requirement(word, word.list().ofSize(1), Operator.IN, Operator.NOT_IN, Operator.EQUALS),
                        Combinators.combine(limit, limit, limit)
                                .as((execution, queue, rest) -> new Timeouts(
                                        execution, queue, execution.plus(queue).plus(rest))),
                        Arbitraries.of(
                                NetworkConfig.NONE,
                                new NetworkConfig(NetworkConfig.Type.FULL, List.of()),
                                new NetworkConfig(NetworkConfig.Type.HTTP, List.of("example.com"))))
                .specs();
    }

    private static Arbitrary<LabelRequirement> requirement(
            Arbitrary<String> key, Arbitrary<List<String>> values, Operator... operators) {
        return Combinators.combine(key, Arbitraries.of(operators), values).as(LabelRequirement::new);
    }

    private Arbitrary<JobSpec> specs() {
        return Combinators.combine(
                        Arbitraries.of(JobType.class),
                        text,
                        count,
                        requirement.list().ofMaxSize(2),
                        text.list().ofMaxSize(4),
                        task().list().ofMinSize(1).ofMaxSize(2))
                .as((kind, word, number, constraints, words, tasks) ->
                        new JobSpec(word, word, kind, number, number, constraints, mapOf(words), mapOf(words), tasks));
    }

    private Arbitrary<Task> task() {
        Arbitrary<ResourcesConfig> resources =
                Combinators.combine(quantity, quantity, quantity, quantity).as(ResourcesConfig::new);
        Arbitrary<List<InputSource>> inputs = Combinators.combine(component(), text, path)
                .as(InputSource::new)
                .list()
                .ofMaxSize(2);
        Arbitrary<List<ResultPath>> results =
                Combinators.combine(text, path).as(ResultPath::new).list().ofMaxSize(2);
        return Combinators.combine(
                        text, component(), text.list().ofMaxSize(3), inputs, results, resources, network, timeouts)
                .as((name, component, words, sources, outputs, amounts, access, limits) -> new Task(
                        name,
                        component,
                        component,
                        mapOf(words),
                        mapOf(words),
                        sources,
                        outputs,
                        amounts,
                        access,
                        limits));
    }

    private Arbitrary<SpecConfig> component() {
        Arbitrary<Object> value = Arbitraries.oneOf(
                text.asGeneric(),
                Arbitraries.longs().asGeneric(),
                text.list().ofMaxSize(2).asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        return Combinators.combine(text, text, value)
                .as((kind, name, param) -> SpecConfig.of(kind).with(name, param));
    }

    private static Map<String, String> mapOf(List<String> words) {
        Map<String, String> map = new HashMap<>();
        for (String word : new ArrayList<>(words)) {
            map.put(word, word);
        }
        return map;
    }
}
