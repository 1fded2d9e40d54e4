package org.bacalhau.client.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.JobLimits;
import org.bacalhau.core.model.JobValidator;
import org.bacalhau.core.model.Timeouts;
import org.bacalhau.core.model.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything that is wrong with a job file at once: keys, types of values, and values. For one file.
 *
 * <p>Jackson stops at the first value of a wrong type. That value is told and taken away, and the rest is read again, so
 * that one wrong number does not hide all other faults.
 */
final class JobFileCheck {
    private static final Pattern STEP = Pattern.compile("\\[(\\d{1,9})]|([^.\\[\\]]+)");

    private final ObjectMapper reader;
    private final Map<String, @Nullable Object> tree;
    private final List<Fault> faults = new ArrayList<>(); // bounded by the keys of the file and by MOST_FAULTS

    /**
     * Creates a check.
     *
     * @param tree the file; what is wrong is removed from it
     */
    JobFileCheck(ObjectMapper reader, Map<String, @Nullable Object> tree) {
        this.reader = reader;
        this.tree = tree;
    }

    /**
     * Returns the job.
     *
     * @throws ValidationException with all faults
     */
    ApiJob job(YamlPositions positions) {
        faults.addAll(JobFiles.keyFaults(tree.keySet()));
        faults.forEach(fault -> tree.remove(fault.path()));
        if (keyOf(tree, "Count") == null) {
            tree.put("Count", 1); // a job that runs nowhere helps nobody, though the original takes it for that
        }
        ApiJob job = wellTyped();
        List<String> told = faults.stream()
                .map(fault -> fault.path().toLowerCase(Locale.ROOT))
                .toList();
        valueFaults(job).stream().filter(fault -> !isTold(told, fault)).forEach(faults::add);
        if (!faults.isEmpty()) {
            throw new ValidationException("job file", positions.locate(faults));
        }
        return job;
    }

    private ApiJob wellTyped() {
        for (int round = 0; ; round++) {
            try {
                return Json.required(() -> reader.readValue(reader.writeValueAsBytes(tree), ApiJob.class));
            } catch (MalformedJsonException wrong) {
                if (round == JobLimits.MOST_FAULTS || !takeAway(wrong)) {
                    throw wrong;
                }
            }
        }
    }

    /** Tells of a value and removes it; returns false if there is no such value. */
    private boolean takeAway(MalformedJsonException wrong) {
        @Nullable Object parent = null;
        @Nullable Object value = tree;
        @Nullable Object key = null;
        Matcher step = STEP.matcher(wrong.path());
        while (step.find()) {
            parent = value;
            key = step.group(1) == null ? keyOf(parent, step.group(2)) : Integer.valueOf(step.group(1));
            value = valueOf(parent, key);
        }
        if (parent == null || key == null || value == null) {
            return false;
        }
        String shown = value instanceof Map ? "a map" : value instanceof List ? "a list" : value.toString();
        faults.add(
                new Fault(wrong.path(), shown, wrong.problem(), wrong.failure().hint()));
        remove(parent, key);
        return true;
    }

    private static @Nullable Object keyOf(@Nullable Object parent, String name) {
        return parent instanceof Map<?, ?> map
                ? map.keySet().stream()
                        .filter(key -> String.valueOf(key).equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static @Nullable Object valueOf(@Nullable Object parent, @Nullable Object key) {
        if (parent instanceof List<?> list && key instanceof Integer index) {
            return index < list.size() ? list.get(index) : null;
        }
        return parent instanceof Map<?, ?> map && key != null ? map.get(key) : null;
    }

    // Null counts as "not said" everywhere in a job, and keeps the numbers of a list.
    private static void remove(Object parent, Object key) {
        if (parent instanceof List<?> list && key instanceof Integer index) {
            list.set(index, null);
        } else if (parent instanceof Map<?, ?> map) {
            map.remove(key);
        }
    }

    private static List<Fault> valueFaults(ApiJob job) {
        try {
            return JobValidator.validate(
                    JobSubmissions.read(job, Timeouts.NONE).submission().spec());
        } catch (ValidationException wrong) {
            return wrong.faults();
        }
    }

    private static boolean isTold(List<String> told, Fault fault) {
        String path = fault.path().toLowerCase(Locale.ROOT);
        return told.stream()
                .anyMatch(wrong -> path.equals(wrong) || path.startsWith(wrong + ".") || path.startsWith(wrong + "["));
    }
}
