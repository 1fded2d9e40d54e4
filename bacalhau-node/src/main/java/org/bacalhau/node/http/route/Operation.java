package org.bacalhau.node.http.route;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a route means, for people and for the published description. Immutable.
 *
 * @param id a name for it, unique among all routes
 * @param summary what it does, in a sentence
 * @param parameters what may be asked for in the query
 * @param body the record that the request's body holds; null for none
 * @param answer the record that the answer holds; null if that is not JSON of a record
 */
public record Operation(
        String id,
        String summary,
        List<Parameter> parameters,
        @Nullable Class<?> body,
        @Nullable Class<?> answer) {

    /** Types of parameters. */
    public enum Type {
        TEXT("string"),
        WHOLE_NUMBER("integer"),
        FLAG("boolean");

        private final String schemaName;

        Type(String schemaName) {
            this.schemaName = schemaName;
        }

        /** Returns the name of the type in a JSON schema. */
        public String schemaName() {
            return schemaName;
        }
    }

    /**
     * Something that may be asked for in the query. Immutable.
     *
     * @param name its name
     * @param type its type
     * @param meaning what it does
     */
    public record Parameter(String name, Type type, String meaning) {
        public Parameter {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(meaning, "meaning");
        }
    }

    public Operation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(summary, "summary");
        parameters = List.copyOf(parameters);
    }

    /** Returns an operation without parameters and body. */
    public static Operation of(String id, String summary, @Nullable Class<?> answer) {
        return new Operation(id, summary, List.of(), null, answer);
    }

    /** Returns the operation with parameters. */
    public Operation with(Parameter... added) {
        return new Operation(id, summary, List.of(added), body, answer);
    }

    /** Returns the operation with a body. */
    public Operation taking(Class<?> bodyType) {
        return new Operation(id, summary, parameters, bodyType, answer);
    }
}
