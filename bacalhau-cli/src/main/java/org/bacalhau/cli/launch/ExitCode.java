package org.bacalhau.cli.launch;

import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.JobState;

/**
 * How commands end. A command that waited for a job, or followed it, ends with the code of the job's own program if the
 * program ended with another code than 0; scripts that need to tell the two apart ask {@code job describe --output json}.
 *
 * <p>Numbers of failures are those of {@link ErrorCode}.
 */
public enum ExitCode {
    OK(0, "it worked; a job that was waited for has completed"),
    OTHER(1, "a check says no, such as \"wasm validate\" or \"doctor\""),
    USAGE(2, "the command line, a job file or a value in it is wrong"),
    NOT_FOUND(4, "there is no such job, execution or node, or a short id fits several"),
    REFUSED(5, "the node refuses: no permission, not supported, or not in this state"),
    JOB_FAILED(6, "the job failed"),
    NO_ROOM(7, "no node fits, or nothing is free"),
    TIMED_OUT(8, "a time limit passed; when waiting for a job, the job goes on"),
    STOPPED(9, "the job was stopped"),
    UNREACHABLE(10, "no server answers, or a service that the job needs does not"),
    NO_JAVA(69, "the launcher found no Java 17 or newer"),
    INTERNAL(70, "a fault of this software"),
    INTERRUPTED(130, "Ctrl-C; a job that was waited for goes on");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** Returns the number that the process ends with. */
    public int number() {
        return number;
    }

    /** Returns what it means, for people. */
    public String meaning() {
        return meaning;
    }

    /** Returns how a command ends that waited for a job which ended so, if its programs all returned 0. */
    public static ExitCode of(JobState state) {
        return switch (state) {
            case COMPLETED -> OK;
            case FAILED -> JOB_FAILED;
            case STOPPED -> STOPPED;
            case PENDING, QUEUED, RUNNING -> TIMED_OUT;
        };
    }
}
