package org.bacalhau.client.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.JobLimits;

/** Collects what is wrong with a job as it was written. For one thread. */
final class WireFaults {
    // The order of a job file; what is not named here comes last.
    private static final List<String> ORDER = List.of(
            "ID",
            "Name",
            "Namespace",
            "Type",
            "Priority",
            "Count",
            "Constraints",
            "Key",
            "Operator",
            "Values",
            "Meta",
            "Labels",
            "Tasks",
            "Engine",
            "Publisher",
            "Env",
            "InputSources",
            "Source",
            "Alias",
            "Target",
            "ResultPaths",
            "Path",
            "Resources",
            "Network",
            "Timeouts");
    private static final Pattern SEGMENT = Pattern.compile("([A-Za-z]+)(?:\\[(\\d{1,9})\\])?");
    private static final Comparator<Fault> IN_FILE_ORDER = (a, b) -> compare(a.path(), b.path());

    private final List<Fault> faults = new ArrayList<>(); // bounded by MOST_FAULTS
    private int unlisted;

    void add(String path, String value, String problem, String remedy) {
        if (faults.size() < JobLimits.MOST_FAULTS) {
            faults.add(new Fault(path, value, problem, remedy));
        } else {
            unlisted++;
        }
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** Returns these faults and {@code others}, in the order of the file. */
    List<Fault> with(List<Fault> others) {
        List<Fault> all = new ArrayList<>(faults);
        all.addAll(others);
        all.sort(IN_FILE_ORDER);
        if (unlisted > 0) {
            all.add(new Fault("", "", unlisted + " further faults are not listed", "correct these first"));
        }
        return List.copyOf(all);
    }

    private static int compare(String a, String b) {
        Matcher left = SEGMENT.matcher(a);
        Matcher right = SEGMENT.matcher(b);
        while (true) {
            boolean moreLeft = left.find();
            boolean moreRight = right.find();
            if (!moreLeft || !moreRight) {
                return Boolean.compare(moreLeft, moreRight);
            }
            int order = Integer.compare(rank(left.group(1)), rank(right.group(1)));
            if (order == 0) {
                order = Integer.compare(index(left), index(right));
            }
            if (order != 0) {
                return order;
            }
        }
    }

    private static int rank(String name) {
        int rank = ORDER.indexOf(name);
        return rank < 0 ? ORDER.size() : rank;
    }

    private static int index(Matcher segment) {
        return segment.group(2) == null ? -1 : Integer.parseInt(segment.group(2));
    }
}
