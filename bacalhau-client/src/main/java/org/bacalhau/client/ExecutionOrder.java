package org.bacalhau.client;

/** What executions of a job are sorted by (http-api.md §7.6). */
public enum ExecutionOrder {
    MODIFIED("modify_time"),
    CREATED("create_time"),
    ID("id"),
    STATE("state");

    private final String wireName;

    ExecutionOrder(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
