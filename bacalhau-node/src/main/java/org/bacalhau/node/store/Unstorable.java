package org.bacalhau.node.store;

import java.util.function.Supplier;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;

/** Turns what a codec says of a value into the refusal of a commit. Safe for any thread: there is no state. */
final class Unstorable {
    private Unstorable() {}

    /**
     * Returns what {@code encoding} returns.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it has a value that cannot be stored; it names {@code what}
     */
    static <T> T naming(String what, Supplier<T> encoding) {
        try {
            return encoding.get();
        } catch (IllegalArgumentException e) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.INVALID_ARGUMENT,
                            what + ": " + e.getMessage(),
                            "use texts, numbers, truth values, lists and maps"),
                    e);
        }
    }
}
