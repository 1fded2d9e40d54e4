package org.bacalhau.core;

/** What a node does in the network. */
public enum Role {
    /** Takes jobs and schedules them. */
    REQUESTER,
    /** Bids for executions, runs and publishes them. */
    COMPUTE
}
