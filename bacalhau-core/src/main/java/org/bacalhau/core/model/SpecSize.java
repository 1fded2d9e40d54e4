package org.bacalhau.core.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up the texts of a job, so that none is larger than a node can keep. Confined to the thread that validates. */
final class SpecSize {
    private long characters;

    private SpecSize() {}

    /** Adds a fault for a spec that is too large. */
    static void check(JobSpec spec, FaultList faults) {
        SpecSize size = new SpecSize();
        size.add(spec.name());
        size.add(spec.meta());
        size.add(spec.labels());
        for (LabelRequirement constraint : spec.constraints()) {
            size.add(constraint.key());
            size.add(constraint.values());
        }
        for (int i = 0; i < Math.min(spec.tasks().size(), JobLimits.MOST_TASKS); i++) {
            size.addTask(spec.tasks().get(i));
        }
        if (size.characters > JobLimits.LARGEST_TEXT) {
            faults.add(
                    "",
                    Long.toString(size.characters),
                    "job has too many characters",
                    "use at most " + JobLimits.LARGEST_TEXT + "; put large data where an input source can fetch it");
        }
    }

    private void addTask(Task task) {
        add(task.name());
        add(task.env());
        add(task.meta());
        add(task.network().domains());
        addComponent(task.engine());
        addComponent(task.publisher());
        for (int i = 0; i < task.inputSources().size(); i++) {
            InputSource input = task.inputSources().get(i);
            add(input.alias());
            add(input.target());
            addComponent(input.source());
        }
        for (ResultPath result : task.resultPaths()) {
            add(result.name());
            add(result.path());
        }
    }

    private void addComponent(SpecConfig component) {
        add(component.type());
        addValue(component.params());
    }

    private void add(String text) {
        characters += text.length();
    }

    private void add(Map<String, String> texts) {
        texts.forEach((key, value) -> characters += key.length() + value.length());
    }

    private void add(Collection<String> texts) {
        texts.forEach(this::add);
    }

    // Parameters are nested no deeper than a SpecConfig keeps them.
    private void addValue(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> {
                addValue(key);
                addValue(element);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(this::addValue);
        } else if (value instanceof CharSequence text) {
            characters += text.length();
        } else {
            // Numbers, truth values and nulls: about as much as a short text.
            characters += Long.BYTES;
        }
    }
}
