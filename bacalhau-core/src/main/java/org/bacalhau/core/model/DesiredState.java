package org.bacalhau.core.model;

/** What the requester wants of an execution. It only ever moves forward, in this order. */
public enum DesiredState {
    /** Wait for its bid. */
    PENDING,
    /** Run it. */
    RUNNING,
    /** Do not run it any more. */
    STOPPED;

    /** Returns the number used on the wire, 0 to 2. */
    public int wireNumber() {
        return ordinal();
    }
}
