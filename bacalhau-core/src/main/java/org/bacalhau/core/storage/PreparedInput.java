package org.bacalhau.core.storage;

import java.nio.file.Path;
import java.util.Objects;
import org.bacalhau.core.model.InputSource;

/**
 * An input that is ready to be read by a program. Immutable.
 *
 * @param input the input as the task names it
 * @param source the file or directory on the node
 * @param target the absolute path at which the program sees it; usually the input's target
 * @param readOnly whether the program may only read it
 */
public record PreparedInput(InputSource input, Path source, String target, boolean readOnly) {
    public PreparedInput {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    /** Returns a read-only input seen where the task wants it. */
    public static PreparedInput readOnly(InputSource input, Path source) {
        return new PreparedInput(input, source, input.target(), true);
    }
}
