package org.bacalhau.core.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds everything that is wrong with a job before it is accepted. Safe for any thread: there is no state.
 *
 * <p>Where the original has a text for a fault, the fault's problem is that text (http-api.md §15.2, §15.5). What the
 * original let pass though such a job could never run, or broke the server, is a fault here too.
 */
public final class JobValidator {
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?");

    private JobValidator() {}

    /** Returns the faults of a spec whose timeouts are final; empty if it is sound. */
    public static List<Fault> validate(JobSpec spec) {
        return validate(spec, Timeouts.NONE);
    }

    /**
     * Returns the faults of a spec as submitted; empty if it is sound, and then it still is after {@link
     * JobNormalizer#normalize} with the same defaults.
     *
     * @param spec what was submitted
     * @param defaults the time limits that the network fills in where a job names none
     * @return in the order of the file; at most {@link JobLimits#MOST_FAULTS} and one that counts the rest
     */
    public static List<Fault> validate(JobSpec spec, Timeouts defaults) {
        FaultList faults = new FaultList();
        checkNames(spec, faults);
        if (spec.count() < 0) {
            faults.add("Count", Integer.toString(spec.count()), "job count must be >= 0", "write 0 or more");
        } else if (spec.count() > JobLimits.LARGEST_COUNT) {
            faults.add(
                    "Count",
                    Integer.toString(spec.count()),
                    "job count is too high",
                    "ask for at most " + JobLimits.LARGEST_COUNT + " executions");
        }
        checkConstraints(spec.constraints(), faults);
        checkFacts("Meta", spec.meta(), faults);
        checkFacts("Labels", spec.labels(), faults);
        checkTasks(spec, defaults, faults);
        SpecSize.check(spec, faults);
        return faults.toList();
    }

    /**
     * Returns the faults of an id that a submitter chose for a service or daemon job; empty if it is sound. The original
     * took ids that made its lists of jobs fail (http-api.md §15.2).
     */
    public static List<Fault> validateRequestedId(String id) {
        FaultList faults = new FaultList();
        if (id.isBlank()) {
            faults.add("ID", id, "missing job ID", "name the job, or send no id to get one");
        }
        faults.addIfUnfit("ID", id, "job ID contains a null character");
        if (id.chars().anyMatch(JobValidator::isSpace)) {
            faults.add("ID", id, "job ID contains a space", "use '-' or '_' instead of blanks");
        }
        if (id.chars().anyMatch(c -> c == '/' || c == '\\' || isControl(c) && c != 0 && !isSpace(c))) {
            faults.add(
                    "ID", id, "job ID contains a slash or a control character", "use letters, digits, '-', '_', '.'");
        }
        if (id.equals(".") || id.equals("..")) {
            faults.add("ID", id, "job ID is the name of a directory", "use letters, digits, '-', '_', '.'");
        }
        faults.addIfLonger("ID", id, JobLimits.LONGEST_ID);
        return faults.toList();
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static boolean isControl(int c) {
        return Character.isISOControl(c);
    }

    private static void checkNames(JobSpec spec, FaultList faults) {
        faults.addIfUnfit("Name", spec.name(), "job Name contains a null character");
        faults.addIfLonger("Name", spec.name(), JobLimits.LONGEST_NAME);
        String namespace = spec.namespace();
        if (!NAMESPACE.matcher(namespace).matches()) {
            faults.add(
                    "Namespace",
                    namespace,
                    "is not a namespace",
                    "use letters, digits, '-', '_' and '.', with a letter or digit at both ends");
        }
        faults.addIfLonger("Namespace", namespace, JobLimits.LONGEST_NAMESPACE);
    }

    private static void checkConstraints(List<LabelRequirement> constraints, FaultList faults) {
        faults.addIfMore("Constraints", constraints.size(), JobLimits.MOST_ENTRIES);
        for (int i = 0; i < constraints.size(); i++) {
            checkConstraint("Constraints[" + i + "]", constraints.get(i), faults);
        }
    }

    /** Adds the faults of a condition on labels. */
    static void checkConstraint(String path, LabelRequirement constraint, FaultList faults) {
        String key = constraint.key();
        if (key.isEmpty()) {
            faults.add(path + ".Key", key, "selector key cannot be blank", "name the label to compare");
        } else if (!LabelSyntax.isKey(key)) {
            faults.add(path + ".Key", key, "is not a label key", LabelSyntax.KEY_REMEDY);
        }
        List<String> values = constraint.values();
        LabelSyntax.problemOfValueCount(constraint.operator(), values.size())
                .ifPresent(problem -> faults.add(
                        path + ".Values",
                        String.join(",", values.subList(0, Math.min(values.size(), 10))),
                        problem,
                        "write as many values as the operator "
                                + constraint.operator().wireName() + " takes"));
        faults.addIfMore(path + ".Values", values.size(), JobLimits.MOST_ENTRIES);
        for (int i = 0; i < values.size(); i++) {
            checkConstraintValue(path + ".Values[" + i + "]", constraint.operator(), values.get(i), faults);
        }
    }

    private static void checkConstraintValue(
            String path, LabelRequirement.Operator operator, String value, FaultList faults) {
        if (!LabelSyntax.isValue(value)) {
            faults.add(path, value, "is not a label value", LabelSyntax.VALUE_REMEDY);
        } else if (!LabelSyntax.suits(operator, value)) {
            faults.add(path, value, "cannot be compared by " + operator.wireName(), "write a whole number");
        }
    }

    /** Adds the faults of a map whose keys and values are free texts. */
    static void checkFacts(String path, Map<String, String> facts, FaultList faults) {
        faults.addIfMore(path, facts.size(), JobLimits.MOST_ENTRIES);
        // Sorted, so that the same job has the same faults in the same order each time.
        new TreeMap<>(facts).forEach((key, value) -> {
            if (key.isBlank() || key.chars().anyMatch(JobValidator::isControl)) {
                faults.add(path, key, "key is blank or contains a control character", "name the entry");
            }
            faults.addIfBroken(path, key);
            faults.addIfLonger(path + "[" + shortened(key) + "]", key, JobLimits.LONGEST_NAME);
            faults.addIfUnfit(path + "[" + shortened(key) + "]", value, "contains a null character");
        });
    }

    /** Returns as much of a key as a path in a message needs. */
    static String shortened(String key) {
        return Texts.shown(key, JobLimits.LONGEST_SHOWN_KEY);
    }

    private static void checkTasks(JobSpec spec, Timeouts defaults, FaultList faults) {
        List<Task> tasks = spec.tasks();
        if (tasks.isEmpty()) {
            faults.add("Tasks", "", "missing job tasks", "write one task");
        }
        faults.addIfMore("Tasks", tasks.size(), JobLimits.MOST_TASKS);
        for (int i = 0; i < Math.min(tasks.size(), JobLimits.MOST_TASKS); i++) {
            new TaskValidator("Tasks[" + i + "]", tasks.get(i), faults).check(spec.type(), defaults);
        }
    }
}
