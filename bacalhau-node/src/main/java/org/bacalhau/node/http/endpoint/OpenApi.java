package org.bacalhau.node.http.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.client.api.ApiBuildVersion;
import org.bacalhau.client.api.ErrorBody;
import org.bacalhau.node.http.route.Method;
import org.bacalhau.node.http.route.Operation;
import org.bacalhau.node.http.route.Route;

/** Describes the routes as an OpenAPI 3.1 document, from their declarations. Stateless. */
final class OpenApi {
    private static final String PATH = "/api/v1/openapi.json";
    private static final String ERROR = "#/components/responses/Error";

    private OpenApi() {}

    /** Adds the route that serves the description of all routes, itself included. */
    static void addTo(List<Route> routes, ApiBuildVersion version) {
        Map<String, Object> document = new LinkedHashMap<>();
        routes.add(Route.of(
                Method.GET,
                PATH,
                Operation.of("openapi", "Returns this document.", null),
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
        Map<String, Object> errorResponse = Map.of(
                "description",
                "The request was refused; the body says why.",
                "content",
                Map.of("application/json", Map.of("schema", schemas.of(ErrorBody.class))));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Bacalhau node", "version", version.gitVersion()));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.all(), "responses", Map.of("Error", errorResponse)));
        return document;
    }

    private static Map<String, Object> describe(Route route, RecordSchemas schemas) {
        Operation operation = route.operation();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("operationId", operation.id());
        described.put("summary", operation.summary());
        List<Object> parameters = new ArrayList<>();
        route.path()
                .variables()
                .forEach(name -> parameters.add(
                        Map.of("name", name, "in", "path", "required", true, "schema", Map.of("type", "string"))));
        operation
                .parameters()
                .forEach(parameter -> parameters.add(Map.of(
                        "name",
                        parameter.name(),
                        "in",
                        "query",
                        "description",
                        parameter.meaning(),
                        "schema",
                        Map.of("type", parameter.type().schemaName()))));
        described.put("parameters", parameters);
        if (operation.body() != null) {
            described.put(
                    "requestBody",
                    Map.of(
                            "required",
                            false,
                            "content",
                            Map.of("application/json", Map.of("schema", schemas.of(operation.body())))));
        }
        described.put("responses", responses(operation, schemas));
        return described;
    }

    private static Map<String, Object> responses(Operation operation, RecordSchemas schemas) {
        Map<String, Object> responses = new LinkedHashMap<>();
        Map<String, Object> success = new LinkedHashMap<>();
        success.put("description", operation.summary());
        if (operation.answer() != null) {
            success.put("content", Map.of("application/json", Map.of("schema", schemas.of(operation.answer()))));
        }
        responses.put("200", success);
        responses.put("default", Map.of("$ref", ERROR));
        return responses;
    }
}
