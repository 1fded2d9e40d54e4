package org.bacalhau.node.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.ValidationException;

/** Collects what is wrong with settings. For one thread. */
final class ConfigFaults {
    private static final int LONGEST_NAME = 200;

    private final List<Fault> faults = new ArrayList<>(); // bounded by what the sources may hold

    void add(String name, String value, String problem, String remedy) {
        faults.add(new Fault(name, value, problem, remedy));
    }

    void addUnknown(String name, String origin) {
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
        String remedy =
                name.length() <= LONGEST_NAME ? "did you mean " + ConfigKeys.nearestTo(name) + "?" : "remove it";
        add(shown, "", "there is no such setting (" + origin + ")", remedy);
    }

    <T> void addWrong(ConfigKey<T> key, ConfigValue value, String origin) {
        add(
                key.name(),
                value.text(),
                "wrong value (" + origin + ")",
                "give " + key.type().expected());
    }

    /** Forgets the faults of everything but these. */
    void retain(Set<String> names) {
        faults.removeIf(fault -> !names.contains(fault.path()));
    }

    /** Fails if there is anything wrong. */
    void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new ValidationException("configuration", faults);
        }
    }
}
