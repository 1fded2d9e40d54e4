package org.bacalhau.node.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.ConfigValue.Entries;
import org.bacalhau.node.config.ConfigValue.Items;
import org.bacalhau.node.http.route.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A file that says who is known or what they may do, in YAML or JSON. Immutable. Names in it match without regard to case.
 *
 * <p>The original has such rules in Rego (cli-config-auth.md §15.3), which is not run here; the files of its examples have
 * counterparts: {@code AllowedClients}, {@code Secret}, {@code Users} and {@code Access}.
 */
final class PolicyFile {
    private static final int LARGEST = 1 << 20;
    private static final Map<String, Integer> RIGHTS = Map.of(
            "read", Caller.READ,
            "write", Caller.WRITE,
            "download", Caller.DOWNLOAD,
            "cancel", Caller.CANCEL,
            "all", Caller.EVERYTHING);

    private final Path path;
    private final String form;
    private final Map<String, ConfigValue> entries;

    private PolicyFile(Path path, String form, Map<String, ConfigValue> entries) {
        this.path = path;
        this.form = form;
        this.entries = entries;
    }

    /**
     * Reads a file.
     *
     * @param form what such a file looks like, for messages
     * @param names the names it may have
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it is no such file
     */
    static PolicyFile read(Path path, String form, Set<String> names) {
        if (path.toString().endsWith(".rego") || Files.isDirectory(path)) {
            throw rego(path, form);
        }
        String text;
        try {
            text = Files.size(path) > LARGEST ? "" : Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.INVALID_ARGUMENT,
                            "policy " + path + " cannot be read: "
                                    + e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "name a file that this user may read: " + form),
                    e);
        }
        if (text.stripLeading().startsWith("package ")) {
            throw rego(path, form);
        }
        return new PolicyFile(path, form, Map.of()).with(text, names);
    }

    private static BacalhauException rego(Path path, String form) {
        return BacalhauException.of(
                ErrorCode.INVALID_ARGUMENT,
                "policy " + path + " is Rego, which this node does not run",
                "write it as a YAML file instead: " + form);
    }

    private PolicyFile with(String text, Set<String> names) {
        ConfigValue value;
        try {
            value = ConfigValue.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong("it is not YAML: " + e.getMessage());
        }
        Map<String, ConfigValue> folded = new LinkedHashMap<>();
        map(value).forEach((name, entry) -> folded.put(folded(name), entry));
        for (String name : folded.keySet()) {
            if (names.stream().noneMatch(known -> folded(known).equals(name))) {
                throw wrong("it has \"" + name + "\", which means nothing here");
            }
        }
        if (folded.size() != 1) {
            throw wrong("it has to have exactly one of " + String.join(", ", names));
        }
        return new PolicyFile(path, form, folded);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    BacalhauException wrong(String problem) {
        return BacalhauException.of(
                ErrorCode.INVALID_ARGUMENT, "policy " + path + " cannot be used: " + problem, "write " + form);
    }

    /** Returns what stands under a name; null if the file does not have it. */
    @Nullable
    ConfigValue find(String name) {
        return entries.get(folded(name));
    }

    Map<String, ConfigValue> map(ConfigValue value) {
        if (value instanceof Entries map) {
            return map.entries();
        }
        throw wrong("\"" + value.text() + "\" stands where names with values are expected");
    }

    /** Reads rights in namespaces: {@code {team: [read, write], "*": read}}. */
    Map<String, Integer> rights(ConfigValue value) {
        Map<String, Integer> rights = new LinkedHashMap<>();
        map(value).forEach((namespace, granted) -> rights.put(namespace, bits(granted)));
        return rights;
    }

    private int bits(ConfigValue granted) {
        List<String> names = granted instanceof Items list
                ? list.items().stream().map(ConfigValue::text).toList()
                : List.of(granted.text().split("[,\\s]+"));
        int bits = 0;
        for (String name : names) {
            Integer bit = RIGHTS.get(folded(name));
            if (bit == null) {
                throw wrong("\"" + name + "\" is no right; there are read, write, download, cancel and all");
            }
            bits |= bit;
        }
        return bits;
    }
}
