package org.bacalhau.cli.launch;

import java.util.List;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.LabelSelector;

/** Reads label selectors of the command line. Stateless. */
public final class Selectors {
    private Selectors() {}

    /**
     * Reads a selector.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} with the flag and its value, if it cannot be read
     */
    public static List<LabelRequirement> parse(String flag, String value) {
        try {
            return LabelSelector.parse(value);
        } catch (BacalhauException e) {
            throw new BacalhauException(e.failure().in(flag + " \"" + value + "\""), e);
        }
    }
}
