package org.bacalhau.cli.doctor;

import java.util.Objects;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.ValidationException;

/**
 * What a step found. Immutable.
 *
 * @param verdict how it is
 * @param text what was found
 * @param remedy what to do about it; empty if nothing need be done
 */
record Finding(Verdict verdict, String text, String remedy) {
    /** How it is. */
    enum Verdict {
        GOOD,
        /** Something does without which much can be done. */
        MISSING,
        BROKEN
    }

    Finding {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(remedy, "remedy");
    }

    static Finding good(String text) {
        return new Finding(Verdict.GOOD, text, "");
    }

    static Finding missing(String text, String remedy) {
        return new Finding(Verdict.MISSING, text, remedy);
    }

    static Finding broken(String text, String remedy) {
        return new Finding(Verdict.BROKEN, text, remedy);
    }

    static Finding broken(BacalhauException failure) {
        if (failure instanceof ValidationException several && !several.faults().isEmpty()) {
            Fault fault = several.faults().get(0);
            String got = fault.value().isEmpty() ? "" : " (got \"" + fault.value() + "\")";
            return broken(fault.path() + ": " + fault.problem() + got, fault.remedy());
        }
        return broken(failure.failure().message(), failure.failure().hint());
    }
}
