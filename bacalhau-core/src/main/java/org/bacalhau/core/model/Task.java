package org.bacalhau.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a job runs: one engine with its inputs, outputs and limits. Immutable.
 *
 * @param name the task's name
 * @param engine the engine and what it is to run
 * @param publisher where the result goes; {@link SpecConfig#NONE} for nowhere
 * @param env environment variables for the task
 * @param meta facts about the task that nobody interprets
 * @param inputSources data the task reads
 * @param resultPaths directories the task writes and wants published
 * @param resources what it asks for
 * @param network what it may reach
 * @param timeouts how long it may take
 */
public record Task(
        String name,
        SpecConfig engine,
        SpecConfig publisher,
        Map<String, String> env,
        Map<String, String> meta,
        List<InputSource> inputSources,
        List<ResultPath> resultPaths,
        ResourcesConfig resources,
        NetworkConfig network,
        Timeouts timeouts) {

    public Task {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(publisher, "publisher");
        env = Map.copyOf(env);
        meta = Map.copyOf(meta);
        inputSources = List.copyOf(inputSources);
        resultPaths = List.copyOf(resultPaths);
        Objects.requireNonNull(resources, "resources");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(timeouts, "timeouts");
    }

    /** Starts a task that runs on {@code engine}. */
    public static Builder builder(String name, SpecConfig engine) {
        return new Builder(name, engine);
    }

    /** Starts a copy of this task. */
    public Builder toBuilder() {
        Builder copy = new Builder(name, engine);
        copy.publisher = publisher;
        copy.env.putAll(env);
        copy.meta.putAll(meta);
        copy.inputSources.addAll(inputSources);
        copy.resultPaths.addAll(resultPaths);
        copy.resources = resources;
        copy.network = network;
        copy.timeouts = timeouts;
        return copy;
    }

    /** Collects the parts of a task. Not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private final SpecConfig engine;
        private SpecConfig publisher = SpecConfig.NONE;
        private final Map<String, String> env = new TreeMap<>();
        private final Map<String, String> meta = new TreeMap<>();
        private final List<InputSource> inputSources = new ArrayList<>();
        private final List<ResultPath> resultPaths = new ArrayList<>();
        private ResourcesConfig resources = ResourcesConfig.NONE;
        private NetworkConfig network = NetworkConfig.NONE;
        private Timeouts timeouts = Timeouts.NONE;

        private Builder(String name, SpecConfig engine) {
            this.name = name;
            this.engine = engine;
        }

        /** Sets where the result is published. */
        public Builder publisher(SpecConfig value) {
            publisher = value;
            return this;
        }

        /** Adds an environment variable. */
        public Builder env(String variable, String value) {
            env.put(variable, value);
            return this;
        }

        /** Adds a fact about the task. */
        public Builder meta(String key, String value) {
            meta.put(key, value);
            return this;
        }

        /** Adds data the task reads. */
        public Builder input(InputSource input) {
            inputSources.add(input);
            return this;
        }

        /** Adds data the task reads, seen at {@code target}. */
        public Builder input(SpecConfig source, String target) {
            return input(InputSource.of(source, target));
        }

        /** Adds a directory the task writes. */
        public Builder output(String resultName, String path) {
            resultPaths.add(new ResultPath(resultName, path));
            return this;
        }

        /** Sets what the task asks for. */
        public Builder resources(ResourcesConfig value) {
            resources = value;
            return this;
        }

        /** Sets what the task may reach. */
        public Builder network(NetworkConfig value) {
            network = value;
            return this;
        }

        /** Sets how long the task may take. */
        public Builder timeouts(Timeouts value) {
            timeouts = value;
            return this;
        }

        /** Builds the task; its faults, if any, are found by {@link JobValidator}. */
        public Task build() {
            return new Task(
                    name, engine, publisher, env, meta, inputSources, resultPaths, resources, network, timeouts);
        }
    }
}
