package org.bacalhau.core.store;

import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.JobId;

/** What follows from the failure of a commit. Safe for any thread: there is no state. */
public final class StoreFailures {
    private StoreFailures() {}

    /** Returns the failure of commits to a store that is closed: there is no point in trying again. */
    static BacalhauException closed(String store) {
        return new BacalhauException(
                new Failure(ErrorCode.UNAVAILABLE, store + " is closed", "open another store", false));
    }

    /** Returns the failure of a commit that brings a new job under the id of another. */
    public static BacalhauException jobExists(JobId id) {
        return BacalhauException.of(ErrorCode.ALREADY_EXISTS, "job already exists: " + id, "choose another id");
    }

    /**
     * Tells whether a store can go on after a commit that failed like this: the disk is full, the store is busy, or it
     * refused what the commit holds. After anything else, such as damage or a closed store, it cannot.
     */
    public static boolean isSurvivable(Throwable failure) {
        return failure instanceof BacalhauException known
                && known.code() != ErrorCode.INTERNAL
                && (known.failure().retryable() || known.code().kind() == ErrorCode.Kind.USER);
    }
}
