package org.bacalhau.core.model;

import java.time.Duration;

/**
 * How large the parts of a job may be. The original has no such bounds; these are far above what its clients send, and
 * keep a single job from costing a node its memory. {@link JobValidator} applies them.
 */
public final class JobLimits {
    /** Longest name of a job, task or input, in characters. */
    public static final int LONGEST_NAME = 256;

    /** Longest id that a submitter may choose, in characters. */
    public static final int LONGEST_ID = 256;

    /** How much of a key is shown where a fault is described, in characters. */
    static final int LONGEST_SHOWN_KEY = 40;

    /** Longest namespace, in characters. */
    public static final int LONGEST_NAMESPACE = 253;

    /** Longest path inside a job's file system, in characters. */
    public static final int LONGEST_PATH = 4096;

    /** Longest name of a result path, in characters: what file systems take as one name. */
    public static final int LONGEST_RESULT_NAME = 255;

    /** Highest count. */
    public static final int LARGEST_COUNT = 100_000;

    /** Most tasks that are read; only the first is kept. */
    public static final int MOST_TASKS = 100;

    /** Most entries of each list or map of a job or task. */
    public static final int MOST_ENTRIES = 1_000;

    /** Most characters of all texts of a job together. A request to the original may have 10 MB. */
    public static final long LARGEST_TEXT = 16L * 1024 * 1024;

    /** Deepest nesting of a component's parameters. */
    public static final int DEEPEST_PARAMS = 50;

    /** Longest time limit: what the original uses for "none". Two of them can still be added up. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(9_223_372_036L);

    /** Most faults that are listed; further ones are only counted. */
    public static final int MOST_FAULTS = 100;

    private JobLimits() {}
}
