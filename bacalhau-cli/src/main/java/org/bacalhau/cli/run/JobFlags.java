package org.bacalhau.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bacalhau.cli.launch.Selectors;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.Task;
import picocli.CommandLine.Option;

/** Flags about the job around the task (cli-config-auth.md §5.1). Filled in by picocli. */
final class JobFlags {
    @Option(names = "--name", paramLabel = "NAME", description = "Name of the job; its id unless said.")
    private String name = "";

    @Option(names = "--namespace", paramLabel = "NAME", description = "Namespace; \"default\" unless said.")
    private String namespace = JobSpec.DEFAULT_NAMESPACE;

    @Option(names = "--priority", paramLabel = "N", description = "Jobs with a higher priority go first.")
    private int priority;

    @Option(names = "--count", paramLabel = "N", description = "How many nodes are to run it; 1 unless said.")
    private int count = NOT_SAID;

    @Option(names = "--concurrency", paramLabel = "N", hidden = true, description = "Old name of --count.")
    private int concurrency = NOT_SAID;

    @Option(
            names = "--target",
            paramLabel = "any|all",
            description = "\"all\" runs it on every node that fits, instead of on --count of them.")
    private String target = "any";

    @Option(
            names = {"-l", "--labels"},
            paramLabel = "KEY[=VALUE]",
            split = ",",
            description = "Labels of the job.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = {"-c", "--constraints"},
            paramLabel = "SELECTOR",
            description = "Only nodes with these labels, such as \"zone in (a,b),!gpu\".")
    private String constraints = "";

    @Option(
            names = {"-s", "--selector"},
            paramLabel = "SELECTOR",
            hidden = true,
            description = "Old name of --constraints.")
    private String selector = "";

    @Option(
            names = "--do-not-track",
            hidden = true,
            arity = "0..1",
            fallbackValue = "true",
            description = "Has no effect: nothing is tracked.")
    private boolean doNotTrack;

    private static final int NOT_SAID = Integer.MIN_VALUE;

    // The rules of Kubernetes, which the original holds labels to.
    private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?" + LABEL_VALUE.pattern());

    /** Returns the job around a task. */
    JobSpec.Builder around(Task task, Session session) {
        sayWhatIsOld(session);
        JobSpec.Builder job = JobSpec.builder(type(), task)
                .name(name)
                .namespace(namespace)
                .priority(priority)
                .count(countOrOne());
        labelMap().forEach(job::label);
        Selectors.parse("--constraints", constraints).forEach(job::constraint);
        Selectors.parse("--selector", selector).forEach(job::constraint);
        return job;
    }

    private void sayWhatIsOld(Session session) {
        if (concurrency != NOT_SAID) {
            session.notice("--concurrency is now called --count");
        }
        if (!selector.isEmpty()) {
            session.notice("--selector is now called --constraints");
        }
        if (doNotTrack) {
            session.notice("--do-not-track has no effect: nothing is tracked");
        }
        if (concurrency != NOT_SAID && count != NOT_SAID) {
            throw FlagFault.of(
                    "--concurrency", String.valueOf(concurrency), "--count is given too", "use --count alone");
        }
        if (!selector.isEmpty() && !constraints.isEmpty()) {
            throw FlagFault.of("--selector", selector, "--constraints are given too", "use --constraints alone");
        }
    }

    private int countOrOne() {
        if (count != NOT_SAID) {
            return count;
        }
        return concurrency == NOT_SAID ? 1 : concurrency;
    }

    private JobType type() {
        return switch (target.toLowerCase(Locale.ROOT)) {
            case "any" -> JobType.BATCH;
            case "all" -> JobType.OPS;
            default -> throw FlagFault.of("--target", target, "is unknown", "use any or all");
        };
    }

    private Map<String, String> labelMap() {
        Map<String, String> map = new TreeMap<>();
        for (String label : labels) {
            int equals = label.indexOf('=');
            String key = equals < 0 ? label : label.substring(0, equals);
            String value = equals < 0 ? "" : label.substring(equals + 1);
            if (!LABEL_KEY.matcher(key).matches()
                    || !value.isEmpty() && !LABEL_VALUE.matcher(value).matches()) {
                throw FlagFault.of(
                        "--labels",
                        label,
                        "is no label",
                        "use up to 63 letters, digits, \"-\", \"_\" and \".\", beginning and ending with a letter or digit");
            }
            map.put(key, value);
        }
        return map;
    }
}
