package org.bacalhau.cli.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.JobFiles;
import org.bacalhau.client.api.Json;
import org.jspecify.annotations.Nullable;

/**
 * Writes a job as a file that {@code job run} takes: without what only the network sets, and without what says nothing.
 * Stateless.
 */
final class JobForm {
    static final Set<String> SET_BY_NETWORK = Set.of("ID", "State", "Version", "Revision", "CreateTime", "ModifyTime");

    private static final Set<String> FREE = Set.of("Labels", "Meta", "Env", "EnvironmentVariables");

    private JobForm() {}

    static String yaml(ApiJob job) {
        Map<?, ?> tree = Json.read(Json.write(job), Map.class);
        Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
        tree.forEach((key, value) -> {
            if (!SET_BY_NETWORK.contains(String.valueOf(key))) {
                kept.put(key, value);
            }
        });
        return JobFiles.yaml(Objects.requireNonNull(spoken(kept)));
    }

    /** Returns a value without its empty parts; null if nothing is left. */
    private static @Nullable Object spoken(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
            map.forEach((key, part) -> {
                // In these a key is a fact even if its value is empty.
                boolean free =
                        FREE.contains(String.valueOf(key)) && part instanceof Map<?, ?> facts && !facts.isEmpty();
                @Nullable Object left = free ? part : spoken(part);
                if (left != null) {
                    kept.put(key, left);
                }
            });
            return kept.isEmpty() ? null : kept;
        }
        if (value instanceof List<?> list) {
            // Elements are never dropped: an empty argument is an argument.
            return list.isEmpty() ? null : list.stream().map(JobForm::element).toList();
        }
        return value == null || value.equals("") ? null : value;
    }

    private static Object element(Object element) {
        return element instanceof Map<?, ?> ? Objects.requireNonNullElse(spoken(element), Map.of()) : element;
    }
}
