package org.bacalhau.node.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bacalhau.node.config.AuthMethodConfig.Type;
import org.bacalhau.node.config.ConfigValue.Entries;
import org.bacalhau.node.config.ConfigValue.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * The methods of authentication by name: a map of maps in a file, its YAML in one text, or the form that the original's {@code
 * config set} takes, {@code {Method: NAME, Policy: {Type: ask, PolicyPath: …}}}. Immutable.
 */
final class AuthMethodsType implements ValueType<Map<String, AuthMethodConfig>> {
    /** What users may do who set nothing: sign with their key. */
    static final String DEFAULT_TEXT = "{ClientKey: {Type: challenge}}";

    // Known beforehand: most nodes read no YAML at all, and loading its library would delay their start.
    private static final Map<String, AuthMethodConfig> DEFAULT =
            Map.of("ClientKey", new AuthMethodConfig(Type.CHALLENGE, Optional.empty()));

    private static final String METHOD = "method";
    private static final String POLICY = "policy";
    private static final ValueType<Type> TYPE = ValueTypes.choice(Type.class);
    private static final ValueType<Optional<Path>> PATH = ValueTypes.optional(ValueTypes.path());

    @Override
    public Map<String, AuthMethodConfig> read(ConfigValue value, Places places) {
        if (value instanceof Scalar scalar && scalar.text().equals(DEFAULT_TEXT)) {
            return DEFAULT;
        }
        Map<String, ConfigValue> entries =
                entries(value instanceof Scalar scalar ? ConfigTree.parse(scalar.text()) : value);
        Map<String, ConfigValue> folded = folded(entries);
        if (folded.keySet().equals(Set.of(METHOD, POLICY))) {
            ConfigValue name = folded.get(METHOD);
            return Map.of(name == null ? "" : name.text(), method(folded.get(POLICY), places));
        }
        Map<String, AuthMethodConfig> methods = new LinkedHashMap<>();
        entries.forEach((name, method) -> methods.put(name, method(method, places)));
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("no method");
        }
        return Collections.unmodifiableMap(methods);
    }

    private static AuthMethodConfig method(@Nullable ConfigValue value, Places places) {
        Map<String, ConfigValue> entries = folded(entries(value == null ? ConfigValue.of("") : value));
        ConfigValue type = entries.remove("type");
        ConfigValue path = entries.remove("policypath");
        if (type == null || !entries.isEmpty()) {
            throw new IllegalArgumentException(entries.toString());
        }
        return new AuthMethodConfig(
                TYPE.read(type, places), PATH.read(path == null ? ConfigValue.of("") : path, places));
    }

    private static Map<String, ConfigValue> entries(ConfigValue value) {
        if (value instanceof Entries map) {
            return map.entries();
        }
        throw new IllegalArgumentException(value.text());
    }

    private static Map<String, ConfigValue> folded(Map<String, ConfigValue> entries) {
        Map<String, ConfigValue> folded = new LinkedHashMap<>();
        entries.forEach((name, entry) -> folded.put(name.toLowerCase(Locale.ROOT), entry));
        return folded;
    }

    @Override
    public ConfigValue write(Map<String, AuthMethodConfig> value) {
        Map<String, ConfigValue> methods = new LinkedHashMap<>();
        value.forEach((name, method) -> methods.put(
                name,
                new Entries(Map.of("Type", TYPE.write(method.type()), "PolicyPath", PATH.write(method.policy())))));
        return new Entries(methods);
    }

    @Override
    public String text(Map<String, AuthMethodConfig> value) {
        return value.entrySet().stream()
                .map(method -> method.getKey() + ": " + text(method.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String text(AuthMethodConfig method) {
        String type = "{Type: " + TYPE.text(method.type());
        return method.policy()
                .map(path -> type + ", PolicyPath: \"" + path + "\"}")
                .orElse(type + "}");
    }

    @Override
    public String expected() {
        return "{NAME: {Type: challenge or ask, PolicyPath: a file, which ask needs}}";
    }
}
