package org.bacalhau.node.http.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bacalhau.client.api.ApiBuildVersion;
import org.bacalhau.client.api.ErrorBody;
import org.bacalhau.client.api.VersionGateBody;
import org.bacalhau.node.http.route.Answer;
import org.bacalhau.node.http.route.Content;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Parameter;
import org.bacalhau.node.http.route.Route;

/** Describes the routes as an OpenAPI 3.1 document, from their declarations. Stateless. */
final class OpenApi {
    private static final String PATH = "/api/v1/openapi.json";
    private static final String RESPONSES = "#/components/responses/";
    private static final String REFUSED = "Refused";
    private static final String FAILED = "Failed";
    // Of each event; what data holds is JSON of an entry of the history.
    private static final Map<String, Object> EVENT = Map.of(
            "type",
            "object",
            "properties",
            Map.of(
                    "id", Map.of("type", "string", "pattern", "^[0-9]+$"),
                    "event", Map.of("const", "history"),
                    "data", Map.of("type", "string", "contentMediaType", Answer.JSON)),
            "required",
            List.of("id", "event", "data"));

    // A request that cannot be read, a caller who may not, a client that is too old or too slow, a body that is too
    // long.
    private static final List<Integer> EVERYWHERE = List.of(400, 401, 403, 408, 413);

    private OpenApi() {}

    /** Adds the route that serves the description of all routes, itself included. */
    static void addTo(List<Route> routes, ApiBuildVersion version) {
        Map<String, Object> document = new LinkedHashMap<>();
        routes.add(Route.of(
                Method.GET,
                PATH,
                Operation.of("openapi", "Returns this document.", Content.anyJson(200)),
                call -> Answers.json(document)));
        document.putAll(describe(routes, version));
    }

    private static Map<String, Object> describe(List<Route> routes, ApiBuildVersion version) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        RecordSchemas schemas = new RecordSchemas();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path().inBraces(), path -> new TreeMap<>())
                    .put(route.method().name().toLowerCase(Locale.ROOT), describe(route, schemas));
        }
        Map<String, Object> responses = Map.of(
                REFUSED, refused(schemas),
                FAILED, failed(schemas));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Bacalhau node", "version", version.gitVersion()));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.all(), "responses", responses));
        return document;
    }

    private static Map<String, Object> refused(RecordSchemas schemas) {
        // Clients that are too old, or whose version is none, are told so in the original's form.
        Map<String, Object> schema =
                Map.of("anyOf", List.of(schemas.of(ErrorBody.class), schemas.of(VersionGateBody.class)));
        return response("The request was refused; the body says why.", Answer.JSON, schema);
    }

    private static Map<String, Object> failed(RecordSchemas schemas) {
        Map<String, Object> response = new LinkedHashMap<>(
                response("The server cannot answer now; the body says why.", Answer.JSON, schemas.of(ErrorBody.class)));
        response.put(
                "headers",
                Map.of(
                        "Retry-After",
                        Map.of(
                                "description",
                                "after how many seconds to come back",
                                "schema",
                                Map.of("type", "string", "pattern", "^[0-9]+$"))));
        return response;
    }

    private static Map<String, Object> response(String description, String mediaType, Map<String, Object> schema) {
        return Map.of("description", description, "content", Map.of(mediaType, Map.of("schema", schema)));
    }

    private static Map<String, Object> describe(Route route, RecordSchemas schemas) {
        Operation operation = route.operation();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("operationId", operation.id());
        described.put("summary", operation.summary());
        List<Object> parameters = new ArrayList<>();
        route.path()
                .variables()
                .forEach(name -> parameters.add(Map.of(
                        "name",
                        name,
                        "in",
                        "path",
                        "required",
                        true,
                        "schema",
                        Map.of("type", "string", "minLength", 1))));
        operation.parameters().forEach(parameter -> parameters.add(describe(parameter)));
        described.put("parameters", parameters);
        if (operation.body() != null) {
            described.put("requestBody", body(operation, schemas.of(operation.body())));
        }
        described.put("responses", responses(operation, schemas));
        return described;
    }

    private static Map<String, Object> describe(Parameter parameter) {
        return Map.of(
                "name", parameter.name(),
                "in", parameter.place().word(),
                "description", parameter.meaning(),
                "schema", parameter.schema());
    }

    private static Map<String, Object> body(Operation operation, Map<String, Object> schema) {
        Map<String, Object> json = new LinkedHashMap<>(Map.of("schema", schema));
        if (operation.example() != null) {
            json.put("example", operation.example());
        }
        return Map.of("required", false, "content", Map.of(Answer.JSON, json));
    }

    private static Map<String, Object> responses(Operation operation, RecordSchemas schemas) {
        Map<String, Object> responses = new LinkedHashMap<>();
        Content answer = operation.answer();
        responses.put(
                String.valueOf(answer.status()),
                answer.mediaType().isEmpty()
                        ? Map.of("description", operation.summary())
                        : response(operation.summary(), answer.mediaType(), schema(answer, schemas)));
        if (answer.ranges()) {
            responses.put(
                    String.valueOf(Content.PARTIAL),
                    response("The range that was asked for.", answer.mediaType(), schema(answer, schemas)));
        }
        SortedSet<Integer> refusals = new TreeSet<>(EVERYWHERE);
        refusals.addAll(operation.refusals());
        refusals.forEach(status ->
                responses.put(String.valueOf(status), Map.of("$ref", RESPONSES + (status < 500 ? REFUSED : FAILED))));
        responses.put("5XX", Map.of("$ref", RESPONSES + FAILED));
        return responses;
    }

    private static Map<String, Object> schema(Content answer, RecordSchemas schemas) {
        if (answer.item() != null) {
            return schemas.listOf(answer.item());
        }
        if (answer.record() != null) {
            return schemas.of(answer.record());
        }
        return switch (answer.mediaType()) {
            case Answer.EVENTS -> EVENT;
            case Answer.TEXT -> Map.of("type", "string");
            default -> Map.of();
        };
    }
}
