package org.bacalhau.cli.output;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a list is printed, and in what order. Filled in by picocli. */
public final class PagingOptions {
    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0 for all.")
    private @Nullable Integer limit;

    @Option(names = "--next-token", paramLabel = "TOKEN", description = "Go on where the page before ended.")
    private String nextToken = "";

    @Option(names = "--order-by", paramLabel = "FIELD", description = "Field to sort by.")
    private String orderBy = "";

    @Option(
            names = "--order-reversed",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Last first.")
    private boolean reversed;

    /** Returns the greatest number of rows, or {@code otherwise} if none was given; 0 for all. */
    public int limitOr(int otherwise) {
        if (limit == null) {
            return otherwise;
        }
        if (limit < 0) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT, "--limit \"" + limit + "\" is negative", "give 0 for all");
        }
        return limit;
    }

    /** Returns the token of the page; empty for the first. */
    public String nextToken() {
        return nextToken;
    }

    /** Tells whether the last come first. */
    public boolean reversed() {
        return reversed;
    }

    /** Returns the constant of that name, or {@code otherwise} if none was given. */
    public <E extends Enum<E>> E orderBy(Class<E> fields, E otherwise) {
        if (orderBy.isEmpty()) {
            return otherwise;
        }
        @Nullable
        E field = Arrays.stream(fields.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(orderBy))
                .findFirst()
                .orElse(null);
        if (field == null) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "nothing is sorted by \"" + orderBy + "\"",
                    "use --order-by with one of: " + namesOf(fields));
        }
        return field;
    }

    private static <E extends Enum<E>> String namesOf(Class<E> fields) {
        return Arrays.stream(fields.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Returns how many rows the token skips, for lists that the node does not cut into pages. */
    public int skipped() {
        if (nextToken.isEmpty()) {
            return 0;
        }
        if (!nextToken.matches("[0-9]{1,9}")) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "--next-token \"" + nextToken + "\" is no token of this list",
                    "use the one that the page before has printed");
        }
        return Integer.parseInt(nextToken);
    }

    /** Returns the rows of the page that was asked for, and says how to get the next. */
    public <T> List<T> cut(Session session, List<T> rows, int otherwise) {
        int most = limitOr(otherwise);
        int from = Math.min(skipped(), rows.size());
        int to = most == 0 ? rows.size() : (int) Math.min(rows.size(), (long) from + most);
        if (to < rows.size()) {
            session.err()
                    .println("Shown: " + (to - from) + " of " + rows.size() + "; more: --next-token " + to
                            + ", all: --limit 0");
        }
        return rows.subList(from, to);
    }
}
