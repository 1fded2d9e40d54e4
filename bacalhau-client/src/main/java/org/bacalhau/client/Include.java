package org.bacalhau.client;

/** What is read together with a job (http-api.md §7.3). */
public enum Include {
    HISTORY("history"),
    EXECUTIONS("executions");

    private final String wireName;

    Include(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
