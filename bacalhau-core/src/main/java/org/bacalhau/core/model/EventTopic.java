package org.bacalhau.core.model;

/** What was being done when an event happened. Texts are those of the original (http-api.md §14.7). */
public enum EventTopic {
    SUBMISSION("Submission"),
    SCHEDULING("Scheduling"),
    QUEUEING("Queueing"),
    EXECUTION_TIMEOUT("Exec Timeout"),
    JOB_TIMEOUT("Job Timeout"),
    REQUESTING_NODE("Requesting Node"),
    PREPARING_ENVIRONMENT("Preparing Environment"),
    DOWNLOADING_INPUTS("Downloading Inputs"),
    RUNNING_EXECUTION("Running Execution"),
    PUBLISHING_RESULTS("Publishing Results"),
    CANCELING("Canceling");

    private final String text;

    EventTopic(String text) {
        this.text = text;
    }

    /** Returns the text used on the wire. */
    public String text() {
        return text;
    }
}
