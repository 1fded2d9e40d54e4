package org.bacalhau.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.scheduler.SupportedTypes.Kind;

/**
 * Picks the best nodes for a job (job-lifecycle.md §7). Confined to the requester's loop.
 *
 * <p>What a node is (engine, labels, version and so on) is judged once for each set of requirements and remembered; how
 * busy it is and what the job has done there before is judged on every placement.
 */
public final class NodeSelector {
    // Each holds eight bytes for a node: 16 MB for 2,000 nodes, if jobs ask for that many different things.
    private static final int REMEMBERED_REQUIREMENTS = 1024;

    private final NodeDirectory directory;
    private final SchedulerConfig config;
    private final Function<Task, List<InputSource>> engineInputs;
    private final List<NodeRanker> rankers;
    private final NodeScoring scoring;
    private final Map<List<Requirement>, Suitability> suitabilities = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Requirement>, Suitability> eldest) {
            return size() > REMEMBERED_REQUIREMENTS;
        }
    };

    /**
     * Creates a selector.
     *
     * @param directory the nodes to choose from
     * @param config how nodes are weighed
     * @param engineInputs the inputs that a task's engine needs besides those the task names
     * @param rankers further judgements, in this order
     * @param random decides between nodes that are equally good
     */
    public NodeSelector(
            NodeDirectory directory,
            SchedulerConfig config,
            Function<Task, List<InputSource>> engineInputs,
            List<NodeRanker> rankers,
            RandomGenerator random) {
        this.directory = directory;
        this.config = config;
        this.engineInputs = engineInputs;
        this.rankers = List.copyOf(rankers);
        scoring = new NodeScoring(directory, config, random);
    }

    /**
     * Picks nodes.
     *
     * @param job a job whose spec is sound
     * @param executions what the job has run so far, in order of creation
     * @param wanted how many nodes, at least 1; {@link Integer#MAX_VALUE} for all that fit
     * @param now the time, by which earlier failures fade
     */
    public Selection select(Job job, Collection<Execution> executions, int wanted, Instant now) {
        return select(job, PastExecutions.of(job, executions, config, now).ranks(), wanted, now);
    }

    /** Picks nodes, with a judgement of those the job has been on before. */
    Selection select(Job job, Map<NodeId, NodeRank> past, int wanted, Instant now) {
        List<Requirement> requirements = requirementsOf(job);
        Suitability suitability = suitabilities.computeIfAbsent(requirements, Suitability::new);
        suitability.refresh(directory);
        Demand demand = Demand.of(job.task().resources().toResources(), directory.loads());
        List<NodeId> nodes = scoring.best(suitability, demand, past, wanted, now);
        return new Selection(
                nodes, demand.asked(), () -> new ReportWriter(directory, requirements, demand, past).report(wanted));
    }

    /**
     * Returns something that is equal for jobs that fit the same nodes, as long as they have been on none.
     *
     * @param job a job whose spec is sound
     */
    public Object likeness(Job job) {
        return List.of(requirementsOf(job), job.task().resources().toResources());
    }

    private List<Requirement> requirementsOf(Job job) {
        Task task = job.task();
        List<Requirement> requirements = new ArrayList<>();
        requirements.add(new SupportedTypes(Kind.ENGINE, Set.of(task.engine().typeKey())));
        requirements.add(new SupportedTypes(Kind.PUBLISHER, typesOf(Stream.of(task.publisher()))));
        requirements.add(new SupportedTypes(
                Kind.STORAGE_SOURCE,
                typesOf(Stream.concat(task.inputSources().stream(), engineInputs.apply(task).stream())
                        .map(InputSource::source))));
        requirements.add(LabelConditions.of(job.spec().constraints()));
        requirements.add(new KnownCapacity());
        requirements.add(new MinimumVersion());
        for (NodeRanker ranker : rankers) {
            requirements.add(new CustomRank(ranker, job));
        }
        return List.copyOf(requirements);
    }

    private static Set<String> typesOf(Stream<SpecConfig> components) {
        Set<String> types = new HashSet<>();
        components.filter(component -> !component.isNone()).forEach(component -> types.add(component.typeKey()));
        return types;
    }
}
