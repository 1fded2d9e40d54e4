package org.bacalhau.node.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bacalhau.core.model.JobState;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.store.JobCursor;
import org.bacalhau.core.store.JobQuery;
import org.bacalhau.core.store.JobQuery.Order;
import org.jspecify.annotations.Nullable;

/**
 * The statement for a list of jobs. Its rows come straight out of an index in the order asked for, so that a page costs
 * what it returns and what the other conditions skip. Immutable.
 *
 * <p>One condition picks the index: a label with given values, else a state in which few jobs are, else the namespace, else
 * the states. Where it allows several values, one branch for each is merged. Conditions on labels beyond that one are left
 * to the reader.
 */
final class JobListSql {
    // SQLite merges at most 500 branches, and prepares each.
    private static final int MOST_BRANCHES = 50;

    private final JobQuery query;
    private final @Nullable JobCursor cursor;
    private final StringBuilder sql = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();

    JobListSql(JobQuery query) {
        this.query = query;
        this.cursor = JobCursor.parse(query.cursor());
        Optional<LabelRequirement> label =
                query.labels().stream().filter(JobListSql::names).findFirst();
        if (label.isPresent()) {
            label.get().values().stream()
                    .distinct()
                    .forEach(value -> addLabelBranch(label.get().key(), value));
        } else if (!query.states().isEmpty() && query.states().stream().noneMatch(JobState::isTerminal)) {
            addStateBranches();
        } else if (query.namespace() != null) {
            addJobBranch("namespace", query.namespace());
        } else if (!query.states().isEmpty() && query.states().size() < JobState.values().length) {
            addStateBranches();
        } else {
            addJobBranch("", null);
        }
        String direction = query.reverse() ? " DESC" : "";
        sql.append(" ORDER BY ")
                .append(byTime() ? "k1" + direction + ", k2" : "k2")
                .append(direction);
    }

    /** Returns the statement. Its first columns are those of {@link JobRows#JOB_COLUMNS}. */
    String sql() {
        return sql.toString();
    }

    /** Returns the values of its parameters. */
    @Nullable
    Object[] values() {
        return values.toArray();
    }

    private static boolean names(LabelRequirement requirement) {
        return switch (requirement.operator()) {
            case IN, EQUALS, DOUBLE_EQUALS ->
                !requirement.values().isEmpty() && requirement.values().size() <= MOST_BRANCHES;
            case NOT_IN, EXISTS, DOES_NOT_EXIST, NOT_EQUALS, GREATER_THAN, LESS_THAN -> false;
        };
    }

    private boolean byTime() {
        return query.order() != Order.ID;
    }

    /** Returns the column that the list is sorted by, which is also how the names of indexes end. */
    private String orderColumn() {
        return switch (query.order()) {
            case CREATED_AT -> "created";
            case MODIFIED_AT -> "modified";
            case ID -> "id";
        };
    }

    private void addStateBranches() {
        Arrays.stream(JobState.values())
                .filter(query.states()::contains)
                .forEach(state -> addJobBranch("state", state.name()));
    }

    /** Adds the jobs with a value in a column; all jobs if there is none. */
    private void addJobBranch(String column, @Nullable String value) {
        String index = "jobs_" + (column.isEmpty() ? "" : column + "_") + orderColumn();
        begin("j", "jobs j INDEXED BY " + index);
        if (value != null) {
            where("j." + column + " = ?", value);
        }
        restrict("j", column);
    }

    private void addLabelBranch(String key, String value) {
        // Without a named index this is the table itself, which is in order of creation.
        begin(
                "l",
                "labels l " + (query.order() == Order.CREATED_AT ? "NOT INDEXED" : "INDEXED BY labels_" + orderColumn())
                        + " CROSS JOIN jobs j ON j.num = l.job");
        where("l.key = ?", key);
        where("l.value = ?", value);
        restrict("l", "label");
    }

    private void begin(String keys, String from) {
        sql.append(sql.isEmpty() ? "" : " UNION ALL ")
                .append("SELECT ")
                .append(JobRows.JOB_COLUMNS)
                .append(", " + keys + "." + orderColumn() + " AS k1, " + keys + ".id AS k2 FROM ")
                .append(from)
                .append(" LEFT JOIN specs s ON s.job = j.num WHERE 1");
    }

    private void where(String condition, @Nullable Object... parameters) {
        sql.append(" AND ").append(condition);
        values.addAll(Arrays.asList(parameters));
    }

    /** Adds the cursor, and the conditions that the index of {@code column} does not meet. */
    private void restrict(String keys, String column) {
        if (cursor != null && byTime()) {
            where(
                    "(" + keys + "." + orderColumn() + ", " + keys + ".id) " + beyond() + " (?, ?)",
                    TimeKey.of(cursor.time()),
                    cursor.id().value());
        } else if (cursor != null) {
            where(keys + ".id " + beyond() + " ?", cursor.id().value());
        }
        if (query.namespace() != null && !column.equals("namespace")) {
            where("j.namespace = ?", query.namespace());
        }
        if (!query.states().isEmpty() && !column.equals("state")) {
            String marks = query.states().stream().map(state -> "?").collect(Collectors.joining(", "));
            where(
                    "j.state IN (" + marks + ")",
                    query.states().stream().map(Enum::name).toArray());
        }
    }

    private String beyond() {
        return query.reverse() ? "<" : ">";
    }
}
