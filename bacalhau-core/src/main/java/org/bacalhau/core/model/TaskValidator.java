package org.bacalhau.core.model;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds what is wrong with one task. Confined to the thread that validates. */
final class TaskValidator {
    private static final Set<String> RESERVED_RESULT_NAMES = Set.of("stdout", "stderr", "exitCode");

    private final String path;
    private final Task task;
    private final FaultList faults;

    TaskValidator(String path, Task task, FaultList faults) {
        this.path = path;
        this.task = task;
        this.faults = faults;
    }

    void check(JobType type, Timeouts defaults) {
        checkName();
        checkComponent(".Engine", task.engine());
        checkPublisher();
        checkEnv();
        JobValidator.checkFacts(path + ".Meta", task.meta(), faults);
        checkInputs();
        checkResultPaths();
        checkResources();
        new NetworkValidator(path + ".Network", faults).check(task.network());
        checkTimeouts(type, defaults);
    }

    private void checkName() {
        if (task.name().isEmpty()) {
            faults.add(path + ".Name", "", "missing task name", "name the task, for instance main");
        }
        faults.addIfUnfit(path + ".Name", task.name(), "task name contains null character");
        faults.addIfLonger(path + ".Name", task.name(), JobLimits.LONGEST_NAME);
    }

    private void checkComponent(String where, SpecConfig component) {
        if (component.isNone()) {
            faults.add(path + where + ".Type", "", "missing spec type", "name a type that the network offers");
        } else {
            checkKnown(where, component);
        }
    }

    private void checkKnown(String where, SpecConfig component) {
        faults.addIfUnfit(path + where + ".Type", component.type(), "spec type contains a null character");
        faults.addIfLonger(path + where + ".Type", component.type(), JobLimits.LONGEST_NAME);
        new ParamsValidator(path + where + ".Params", faults).check(component.params());
    }

    private void checkPublisher() {
        checkKnown(".Publisher", task.publisher());
        if (task.publisher().isNone() && !task.resultPaths().isEmpty()) {
            faults.add(
                    path + ".Publisher",
                    "",
                    "publisher must be set if result paths are set",
                    "name a publisher, for instance local, or remove ResultPaths");
        }
    }

    private void checkEnv() {
        faults.addIfMore(path + ".Env", task.env().size(), JobLimits.MOST_ENTRIES);
        new TreeMap<>(task.env()).forEach((name, value) -> {
            if (name.isBlank() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                faults.add(
                        path + ".Env",
                        name,
                        "is not the name of an environment variable",
                        "use a name without '=' and NUL");
            }
            faults.addIfBroken(path + ".Env", name);
            faults.addIfUnfit(
                    path + ".Env[" + JobValidator.shortened(name) + "]",
                    value,
                    "environment variable contains a null character");
        });
    }

    private void checkInputs() {
        List<InputSource> inputs = task.inputSources();
        faults.addIfMore(path + ".InputSources", inputs.size(), JobLimits.MOST_ENTRIES);
        Set<String> aliases = new HashSet<>();
        for (int i = 0; i < inputs.size(); i++) {
            InputSource input = inputs.get(i);
            String where = ".InputSources[" + i + "]";
            checkComponent(where + ".Source", input.source());
            String alias = input.alias();
            if (!alias.isEmpty() && !aliases.add(alias)) {
                faults.add(
                        path + where + ".Alias",
                        alias,
                        "input source with alias " + JobValidator.shortened(alias) + " already exist",
                        "give each input another alias, or none");
            }
            faults.addIfUnfit(path + where + ".Alias", alias, "alias contains a null character");
            // No bound for the alias: the original's client takes a whole data URL for one.
            checkPath(path + where + ".Target", input.target(), "missing artifact target");
        }
    }

    private void checkResultPaths() {
        List<ResultPath> results = task.resultPaths();
        faults.addIfMore(path + ".ResultPaths", results.size(), JobLimits.MOST_ENTRIES);
        Set<String> names = new HashSet<>();
        MountPaths mounts = new MountPaths(task.inputSources());
        for (int i = 0; i < results.size(); i++) {
            String where = path + ".ResultPaths[" + i + "]";
            checkResultName(where + ".Name", results.get(i).name(), names);
            String mount = results.get(i).path();
            if (checkPath(where + ".Path", mount, "path is blank")) {
                checkMount(where + ".Path", mount, mounts);
            }
        }
    }

    private void checkResultName(String where, String name, Set<String> taken) {
        if (name.isEmpty()) {
            faults.add(where, "", "resultpath name is blank", "name the directory of the result, for instance outputs");
            return;
        }
        boolean oneSegment = !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || JobValidator.isControl(c));
        if (!oneSegment) {
            faults.add(where, name, "is not the name of one directory", "use a name without '/'");
        }
        if (RESERVED_RESULT_NAMES.contains(name)) {
            faults.add(where, name, "is the name of a file that each result has", "use another name");
        }
        if (!taken.add(name)) {
            faults.add(where, name, "names a second result path", "give each result path a name of its own");
        }
        faults.addIfBroken(where, name);
        faults.addIfLonger(where, name, JobLimits.LONGEST_RESULT_NAME);
    }

    private boolean checkPath(String where, String value, String problemIfBlank) {
        if (value.isEmpty()) {
            faults.add(where, "", problemIfBlank, "write an absolute path, for instance /inputs");
            return false;
        }
        faults.addIfBroken(where, value);
        faults.addIfLonger(where, value, JobLimits.LONGEST_PATH);
        if (!value.startsWith("/")) {
            faults.add(where, value, "is not an absolute path", "begin it with '/'");
            return false;
        }
        if (!MountPaths.isNormal(value)) {
            faults.add(where, value, "is not a plain path", "write it without '.', '..', '//' and control characters");
            return false;
        }
        return true;
    }

    // Inputs may share a target or lie within each other: some sources put a file of their own name into it.
    private void checkMount(String where, String mount, MountPaths mounts) {
        if (MountPaths.isRoot(mount)) {
            faults.add(where, mount, "is the root directory", "collect the result in a directory below it");
            return;
        }
        mounts.conflictOf(mount)
                .ifPresentOrElse(
                        other -> faults.add(
                                where,
                                mount,
                                "overlaps " + other,
                                "choose a path that neither holds that one nor lies in it"),
                        () -> mounts.addOutput(mount));
    }

    private void checkResources() {
        ResourcesConfig resources = task.resources();
        checkQuantity(".CPU", resources.cpu(), Quantities::cpuMillis, "write cores (0.5) or millicores (500m)");
        String sizes = "write a size such as 512mb or 1gib";
        checkQuantity(".Memory", resources.memory(), text -> Quantities.bytes("memory", text), sizes);
        checkQuantity(".Disk", resources.disk(), text -> Quantities.bytes("disk", text), sizes);
        checkQuantity(".GPU", resources.gpu(), Quantities::gpus, "write a whole number of devices");
    }

    private void checkQuantity(String field, String text, Consumer<String> parser, String remedy) {
        try {
            parser.accept(text);
        } catch (IllegalArgumentException e) {
            faults.add(path + ".Resources" + field, text, String.valueOf(e.getMessage()), remedy);
        }
    }

    private void checkTimeouts(JobType type, Timeouts defaults) {
        Timeouts given = task.timeouts();
        boolean sound = checkTimeout("execution", ".ExecutionTimeout", given.execution())
                & checkTimeout("queue", ".QueueTimeout", given.queue())
                & checkTimeout("total", ".TotalTimeout", given.total());
        if (!sound) {
            return;
        }
        Timeouts effective = JobNormalizer.effectiveTimeouts(type, given, defaults);
        Duration parts = effective.execution().plus(effective.queue());
        if (Timeouts.isSet(effective.total()) && parts.compareTo(effective.total()) > 0) {
            faults.add(
                    path + ".Timeouts",
                    "",
                    "execution timeout " + Quantities.formatDuration(effective.execution()) + " and queue timeout "
                            + Quantities.formatDuration(effective.queue()) + " should be less than total timeout "
                            + Quantities.formatDuration(effective.total()),
                    "set TotalTimeout to at least " + parts.toSeconds() + " seconds, or shorten the others");
        }
    }

    private boolean checkTimeout(String name, String field, Duration value) {
        String text = Quantities.formatDuration(value);
        String where = path + ".Timeouts" + field;
        if (value.isNegative()) {
            faults.add(where, text, "invalid " + name + " timeout value: " + text, "write 0 or more seconds");
            return false;
        }
        if (value.compareTo(JobLimits.LONGEST_TIMEOUT) > 0) {
            faults.add(where, text, "invalid " + name + " timeout value: " + text, "leave it out for no limit");
            return false;
        }
        return true;
    }
}
