package org.bacalhau.cli.template;

import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/** Makes the exceptions that say what is wrong with a template. Stateless. */
final class TemplateFault {
    private TemplateFault() {}

    static BacalhauException of(String name, int line, String problem, String remedy) {
        return BacalhauException.of(ErrorCode.INVALID_ARGUMENT, name + ", line " + line + ": " + problem, remedy);
    }
}
