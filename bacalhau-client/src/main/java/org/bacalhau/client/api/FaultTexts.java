package org.bacalhau.client.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bacalhau.core.model.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Says the faults of a job in the words of the original, which clients show as they are (http-api.md §15.2, §15.5). Safe
 * for any thread: there is no state.
 */
public final class FaultTexts {
    private static final Pattern CONSTRAINT = Pattern.compile("Constraints\\[(\\d{1,9})\\].*");
    private static final Pattern TASK = Pattern.compile("Tasks\\[(\\d{1,9})\\]\\.?(.*)");
    // How problems begin that the original has no text for: those need their place and value to be understood.
    private static final Set<String> OURS = Set.of(
            "is", "has", "names", "contains", "overlaps", "cannot", "key", "domains", "alias", "spec", "environment");

    private FaultTexts() {}

    /**
     * Returns one text for all faults: what concerns the job first, then each constraint, then each task.
     *
     * @param job the job as submitted; null if there is none
     */
    public static String describe(List<Fault> faults, @Nullable ApiJob job) {
        List<String> ofJob = new ArrayList<>();
        // By the words that introduce them; as many groups as there are faults at the most.
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Fault fault : faults) {
            Matcher constraint = CONSTRAINT.matcher(fault.path());
            Matcher task = TASK.matcher(fault.path());
            if (constraint.matches()) {
                String group = "constraint " + (Integer.parseInt(constraint.group(1)) + 1);
                add(groups, group, problemOf(fault));
            } else if (task.matches()) {
                String group = "task " + nameOf(job, Integer.parseInt(task.group(1)));
                add(groups, group, ofTask(task.group(2), fault));
            } else {
                ofJob.add(problemOf(fault));
            }
        }
        groups.forEach((group, problems) -> ofJob.add(group + " validation failed: " + String.join("\n", problems)));
        return String.join("\n", ofJob);
    }

    private static void add(Map<String, List<String>> groups, String group, String problem) {
        groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(problem);
    }

    private static String nameOf(@Nullable ApiJob job, int index) {
        ApiTask task =
                job == null || index >= job.tasks().size() ? null : job.tasks().get(index);
        return task == null ? "" : task.name();
    }

    private static String ofTask(String path, Fault fault) {
        String problem = problemOf(fault);
        if (path.startsWith("Engine")) {
            return "engine validation failed: " + problem;
        }
        if (path.startsWith("InputSources") && path.contains(".Source")) {
            return "artifact validation failed: invalid artifact source: " + problem;
        }
        if (path.startsWith("InputSources") && !path.endsWith(".Alias")) {
            return "artifact validation failed: " + problem;
        }
        if (path.startsWith("ResultPaths")) {
            return "output validation failed: " + problem;
        }
        if (path.startsWith("Resources")) {
            return "task resources validation failed: " + problem;
        }
        if (path.startsWith("Timeouts")) {
            return "task timeouts validation failed: " + problem;
        }
        return problem;
    }

    private static String problemOf(Fault fault) {
        String problem = fault.problem();
        int blank = problem.indexOf(' ');
        boolean ours = blank > 0 && OURS.contains(problem.substring(0, blank));
        return ours ? fault.toString() : problem;
    }
}
