package org.bacalhau.client.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes job files: one job, in YAML or JSON, which is YAML too (cli-config-auth.md §10). Safe for any thread:
 * there is no state that changes.
 */
public final class JobFiles {
    /** Longest file that is read, in bytes. */
    public static final int LONGEST = 16 * 1024 * 1024;

    private static final Set<String> KEYS =
            Set.of("name", "namespace", "type", "priority", "count", "constraints", "meta", "labels", "tasks");
    private static final Set<String> SET_BY_SERVER =
            Set.of("id", "state", "version", "revision", "createtime", "modifytime");
    private static final ObjectMapper WRITER = JsonSettings.strict(YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .build()))
            .build();
    // "PORT: 8080" is a text where a text is wanted; JSON keeps the two apart, people who write YAML do not.
    private static final ObjectMapper READER = JsonSettings.strict(JsonMapper.builder())
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.TryConvert)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.TryConvert))
            .build();

    private JobFiles() {}

    /**
     * Reads a job file.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if the file cannot be read or is too long; a {@link
     *     MalformedJsonException} or {@link ValidationException} if it holds no job
     */
    public static ApiJob read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw BacalhauException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "job file " + file + " is larger than " + LONGEST + " bytes",
                        "bring large data in by an input source");
            }
            return read(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw BacalhauException.of(ErrorCode.INVALID_ARGUMENT, "no job file " + file, "check the path");
        } catch (IOException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.INVALID_ARGUMENT,
                            "cannot read job file " + file + ": " + e.getMessage(),
                            "make it a UTF-8 file that you may read"),
                    e);
        }
    }

    /**
     * Reads a job.
     *
     * @throws MalformedJsonException if the text is not YAML, or a value has a wrong type
     * @throws ValidationException if there is a key that a job does not have, or that only the network sets
     */
    public static ApiJob read(String yamlOrJson) {
        Map<String, @Nullable Object> job = map(yamlOrJson);
        List<Fault> faults = keyFaults(job.keySet());
        if (!faults.isEmpty()) {
            throw new ValidationException("job file", faults);
        }
        return Json.required(() -> READER.readValue(READER.writeValueAsBytes(job), ApiJob.class));
    }

    /**
     * Reads a job, and finds everything that is wrong with it at once: keys, types of values, and values. The paths of the
     * faults tell line and column, as far as the text is YAML. A job that does not say how often it runs, runs once.
     *
     * @throws MalformedJsonException if the text is not YAML, or no map
     * @throws ValidationException with every fault, in the order of the text
     */
    public static ApiJob check(String yamlOrJson) {
        return new JobFileCheck(READER, map(yamlOrJson)).job(YamlPositions.of(yamlOrJson));
    }

    /**
     * Reads a text as maps, lists and scalars, whatever it is about.
     *
     * @throws MalformedJsonException if the text is not YAML, or no map
     */
    @SuppressWarnings("unchecked") // both readers make maps of texts
    public static Map<String, @Nullable Object> map(String yamlOrJson) {
        if (!(tree(yamlOrJson) instanceof Map<?, ?> map)) {
            throw new MalformedJsonException(
                    MalformedJsonException.Kind.WRONG_TYPE, "a job is expected, with keys such as Type", "", -1, null);
        }
        return (Map<String, @Nullable Object>) map;
    }

    private static @Nullable Object tree(String yamlOrJson) {
        // YAML has no tabs between its tokens, JSON has; only JSON takes both.
        if (yamlOrJson.stripLeading().startsWith("{")) {
            try {
                return Json.read(yamlOrJson, Map.class);
            } catch (MalformedJsonException noJson) {
                return YamlReader.read(yamlOrJson);
            }
        }
        return YamlReader.read(yamlOrJson);
    }

    static List<Fault> keyFaults(Set<?> keys) {
        List<Fault> faults = new ArrayList<>(); // at most one for each key of the file
        for (Object entry : keys) {
            String key = String.valueOf(entry);
            String folded = key.toLowerCase(Locale.ROOT);
            if (SET_BY_SERVER.contains(folded)) {
                faults.add(new Fault(
                        key, "", "field: '" + key + "' in 'Job' is not allowed", "remove it: the network sets it"));
            } else if (!KEYS.contains(folded)) {
                faults.add(new Fault(key, "", "unknown field: '" + key + "' in 'Job'", "correct or remove it"));
            }
        }
        return faults;
    }

    /** Writes a value as YAML, with the keys of its JSON. */
    public static String yaml(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot be written as YAML: " + value.getClass().getName(), e);
        }
    }
}
