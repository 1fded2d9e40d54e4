package org.bacalhau.cli.run;

import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/** Makes the exceptions that say what is wrong with the value of a flag. Stateless. */
final class FlagFault {
    private FlagFault() {}

    /** Returns an exception about {@code flag}, whose value was {@code value}. */
    static BacalhauException of(String flag, String value, String problem, String remedy) {
        return BacalhauException.of(ErrorCode.INVALID_ARGUMENT, flag + " \"" + value + "\": " + problem, remedy);
    }
}
