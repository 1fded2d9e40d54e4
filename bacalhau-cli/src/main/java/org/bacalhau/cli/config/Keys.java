package org.bacalhau.cli.config;

import java.util.List;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.config.ConfigKey;
import org.bacalhau.node.config.ConfigKeys;
import org.bacalhau.node.config.ConfigValue;
import org.bacalhau.node.config.NearestName;
import org.bacalhau.node.config.ValueType.Places;

/** Finds keys and reads values of the command line. Stateless. */
final class Keys {
    private Keys() {}

    /**
     * Returns a key.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} with the nearest name, if there is none
     */
    static ConfigKey<?> find(String name) {
        return ConfigKeys.find(name).orElseThrow(() -> {
            List<String> names = ConfigKeys.all().stream().map(ConfigKey::name).toList();
            return BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "there is no setting \"" + name + "\"",
                    "did you mean " + NearestName.of(name, names) + "? All are in \"bacalhau config list\"");
        });
    }

    /**
     * Returns the value that these words stand for, as it is written to a file.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} with what is expected, if they are none
     */
    static <T> ConfigValue value(ConfigKey<T> key, List<String> words, Places places) {
        ConfigValue given = words.size() == 1
                ? ConfigValue.of(words.get(0))
                : new ConfigValue.Items(words.stream().map(ConfigValue::of).toList());
        try {
            return key.type().write(key.type().read(given, places));
        } catch (IllegalArgumentException e) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    key.name() + " cannot be \"" + String.join(" ", words) + "\"",
                    "give " + key.type().expected());
        }
    }
}
