package org.bacalhau.core.model;

import java.util.ArrayList;
import java.util.List;

/** Collects faults, at most {@link JobLimits#MOST_FAULTS} and how many more there are. For one thread. */
final class FaultList {
    private final List<Fault> faults = new ArrayList<>(); // bounded by MOST_FAULTS
    private int unlisted;

    /** Adds a fault. */
    void add(String path, String value, String problem, String remedy) {
        if (faults.size() < JobLimits.MOST_FAULTS) {
            faults.add(new Fault(path, value, problem, remedy));
        } else {
            unlisted++;
        }
    }

    /**
     * Adds a fault if a text holds the character NUL, which no file system and no C program takes, and one if it is broken.
     *
     * @param problemIfNul what is said of a NUL
     */
    void addIfUnfit(String path, String value, String problemIfNul) {
        if (value.indexOf('\0') >= 0) {
            add(path, value, problemIfNul, "remove the character NUL");
        }
        addIfBroken(path, value);
    }

    /** Adds a fault if a text cannot be written as JSON or UTF-8. */
    void addIfBroken(String path, String value) {
        if (!Texts.isWhole(value)) {
            add(path, value, "contains half of a character (a lone surrogate)", "write whole characters");
        }
    }

    /** Adds a fault if a text is too long. */
    void addIfLonger(String path, String value, int longest) {
        if (value.length() > longest) {
            add(path, value, "has " + value.length() + " characters", "use at most " + longest);
        }
    }

    /** Adds a fault if a list or map has too many entries. */
    void addIfMore(String path, int entries, int most) {
        if (entries > most) {
            add(path, Integer.toString(entries), "has too many entries", "use at most " + most);
        }
    }

    /** Returns the faults in the order in which they were added. */
    List<Fault> toList() {
        if (unlisted == 0) {
            return List.copyOf(faults);
        }
        List<Fault> all = new ArrayList<>(faults);
        all.add(new Fault("", "", unlisted + " further faults are not listed", "correct these first"));
        return List.copyOf(all);
    }
}
