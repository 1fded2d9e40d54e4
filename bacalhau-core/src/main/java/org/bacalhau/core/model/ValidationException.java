package org.bacalhau.core.model;

import java.util.List;
import java.util.stream.Collectors;

/** Says everything that is wrong with a request at once. */
public final class ValidationException extends BacalhauException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * Creates the exception.
     *
     * @param what the thing that is wrong, such as {@code job}
     * @param faults at least one
     */
    public ValidationException(String what, List<Fault> faults) {
        super(new Failure(ErrorCode.INVALID_ARGUMENT, describe(what, faults), "", false));
        this.faults = List.copyOf(faults);
    }

    private static String describe(String what, List<Fault> faults) {
        String count = faults.size() == 1 ? "one fault" : faults.size() + " faults";
        return faults.stream()
                .map(Fault::toString)
                .collect(Collectors.joining("\n  ", what + " has " + count + ":\n  ", ""));
    }

    /** Returns what is wrong, in the order of the file. */
    public List<Fault> faults() {
        return faults;
    }
}
