package org.bacalhau.cli.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bacalhau.cli.launch.ExitCode;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.output.TableOptions;
import org.bacalhau.client.JobSelection;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.LabelRequirement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists jobs, with the flags that the original's {@code list} had (cli-config-auth.md §8). */
@Command(
        sortOptions = false,
        footer = {"", "  bacalhau list -n 3", "  bacalhau list --include-tag nightly --sort-by id --reverse=false"})
public final class OldList implements Callable<Integer> {
    private static final int LARGEST_PAGE = 100;

    private final Session session;

    @Option(names = "--id-filter", paramLabel = "ID", description = "Only jobs whose ids begin so.")
    private String idFilter = "";

    @Option(names = "--include-tag", paramLabel = "LABEL", split = ",", description = "Only jobs with these labels.")
    private List<String> included = new ArrayList<>();

    @Option(
            names = "--exclude-tag",
            paramLabel = "LABEL",
            split = ",",
            description = "Only jobs without these labels; \"canary\" unless said.")
    private List<String> excluded = List.of("canary");

    @Option(
            names = {"-n", "--number"},
            paramLabel = "N",
            description = "At most so many; 10 unless said, 0 for all.")
    private int number = 10;

    @Option(
            names = "--reverse",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Last first, which is so unless --reverse=false is said.")
    private boolean reverse = true;

    @Option(names = "--sort-by", paramLabel = "FIELD", description = "created_at or id; created_at unless said.")
    private JobSelection.Order order = JobSelection.Order.CREATED_AT;

    @Option(
            names = "--all",
            arity = "0..1",
            fallbackValue = "true",
            hidden = true,
            description = "Has no effect: jobs of all users are listed.")
    private boolean all;

    @Mixin
    private TableOptions table = new TableOptions();

    /** Creates the command. */
    public OldList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (number < 0) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT, "--number \"" + number + "\" is negative", "give 0 for all jobs");
        }
        if (all) {
            session.notice("--all has no effect: jobs of all users are listed");
        }
        int page = number == 0 || !idFilter.isEmpty() ? LARGEST_PAGE : Math.min(number, LARGEST_PAGE);
        JobSelection selection = new JobSelection("", labels(), order, reverse, page);
        List<ApiJob> jobs = session.client()
                .jobs()
                .list(selection)
                .filter(job -> job.id().startsWith(idFilter))
                .limit(number == 0 ? Long.MAX_VALUE : number)
                .toList();
        table.print(session, JobColumns.JOBS, jobs, jobs);
        return ExitCode.OK.number();
    }

    private List<LabelRequirement> labels() {
        List<LabelRequirement> labels = new ArrayList<>(included.size() + excluded.size());
        included.forEach(label -> labels.add(requirement(label, LabelRequirement.Operator.EXISTS)));
        excluded.stream()
                .filter(label -> !label.isEmpty())
                .forEach(label -> labels.add(requirement(label, LabelRequirement.Operator.DOES_NOT_EXIST)));
        return labels;
    }

    private static LabelRequirement requirement(String label, LabelRequirement.Operator operator) {
        return new LabelRequirement(label, operator, List.of());
    }
}
