package org.bacalhau.node.http.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a route means, for people and for the published description. Immutable.
 *
 * @param id a name for it, unique among all routes
 * @param summary what it does, in a sentence
 * @param parameters what may be said in the query and the headers
 * @param body the record that the request's body holds; null for none
 * @param example a body that is taken; null if there is no body, or none to show
 * @param answer what it answers if all goes well
 * @param refusals the statuses by which it refuses, besides those by which every route may
 */
public record Operation(
        String id,
        String summary,
        List<Parameter> parameters,
        @Nullable Class<?> body,
        @Nullable Object example,
        Content answer,
        SortedSet<Integer> refusals) {

    public Operation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(summary, "summary");
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(answer, "answer");
        refusals = Collections.unmodifiableSortedSet(new TreeSet<>(refusals));
    }

    /** Returns an operation without parameters and body. */
    public static Operation of(String id, String summary, Content answer) {
        return new Operation(id, summary, List.of(), null, null, answer, new TreeSet<>());
    }

    /** Returns the operation with further parameters. */
    public Operation with(Parameter... added) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(Arrays.asList(added));
        return new Operation(id, summary, all, body, example, answer, refusals);
    }

    /** Returns the operation with a body. */
    public Operation taking(Class<?> bodyType) {
        return new Operation(id, summary, parameters, bodyType, example, answer, refusals);
    }

    /** Returns the operation with an example of its body. */
    public Operation forExample(Object shown) {
        return new Operation(id, summary, parameters, body, shown, answer, refusals);
    }

    /** Returns the operation with statuses by which it refuses. */
    public Operation refusing(Integer... statuses) {
        return new Operation(id, summary, parameters, body, example, answer, new TreeSet<>(Arrays.asList(statuses)));
    }
}
