package org.bacalhau.core.model;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up the texts of a job, so that none is larger than a node can keep. Confined to the thread that validates. */
final class SpecSize {
    private long characters;
    private boolean tooDeep;

    private SpecSize() {}

    /** Adds a fault for a spec that is too large, and one for each component whose parameters are nested too deeply. */
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
            size.addTask("Tasks[" + i + "]", spec.tasks().get(i), faults);
        }
        if (size.characters > JobLimits.LARGEST_TEXT) {
            faults.add(
                    "",
                    Long.toString(size.characters),
                    "job has too many characters",
                    "use at most " + JobLimits.LARGEST_TEXT + "; put large data where an input source can fetch it");
        }
    }

    private void addTask(String path, Task task, FaultList faults) {
        add(task.name());
        add(task.env());
        add(task.meta());
        add(task.network().domains());
        addComponent(path + ".Engine", task.engine(), faults);
        addComponent(path + ".Publisher", task.publisher(), faults);
        for (int i = 0; i < task.inputSources().size(); i++) {
            InputSource input = task.inputSources().get(i);
            add(input.alias());
            add(input.target());
            addComponent(path + ".InputSources[" + i + "].Source", input.source(), faults);
        }
        for (ResultPath result : task.resultPaths()) {
            add(result.name());
            add(result.path());
        }
    }

    private void addComponent(String path, SpecConfig component, FaultList faults) {
        tooDeep = false;
        add(component.type());
        addValue(component.params(), 0);
        if (tooDeep) {
            faults.add(
                    path + ".Params",
                    "",
                    "is nested too deeply",
                    "use at most " + JobLimits.DEEPEST_PARAMS + " levels");
        }
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

    private void addValue(@Nullable Object value, int depth) {
        if (depth > JobLimits.DEEPEST_PARAMS) {
            tooDeep = true;
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> {
                addValue(key, depth + 1);
                addValue(element, depth + 1);
            });
        } else if (value instanceof Collection<?> list) {
            list.forEach(element -> addValue(element, depth + 1));
        } else if (value instanceof CharSequence text) {
            characters += text.length();
        } else {
            // Numbers, truth values and nulls: about as much as a short text.
            characters += Long.BYTES;
        }
    }
}
