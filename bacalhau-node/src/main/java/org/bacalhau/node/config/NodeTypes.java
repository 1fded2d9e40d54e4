package org.bacalhau.node.config;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.node.http.HttpSettings;
import org.bacalhau.node.http.result.ResultSettings;
import org.bacalhau.node.storage.local.AllowedPath;
import org.bacalhau.node.storage.url.UrlStorageConfig;

/** The types of values that only a node has. Stateless. */
final class NodeTypes {
    private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern COMPONENT = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_%-]{1,255}");

    private NodeTypes() {}

    static ValueType<String> nodeName() {
        return matching(NODE_NAME, "up to 128 letters, digits, dots, dashes and underscores");
    }

    /** Returns the type of names of engines, input sources and publishers. */
    static ValueType<String> component() {
        return matching(COMPONENT, "a type such as docker, local or s3, without its parameters");
    }

    static ValueType<String> host() {
        return matching(HOST, "a name or address of this machine, such as 127.0.0.1");
    }

    private static ValueType<String> matching(Pattern pattern, String expected) {
        return ValueTypes.scalar(
                expected,
                (text, places) -> {
                    if (!pattern.matcher(text).matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                },
                text -> text);
    }

    static ValueType<AllowedPath> allowedPath() {
        return ValueTypes.scalar(
                "an absolute path such as /data/**:ro or /scratch/*:rw",
                (text, places) -> valid(() -> AllowedPath.parse(text)),
                AllowedPath::toString);
    }

    static ValueType<String> network() {
        return ValueTypes.scalar(
                "a network such as 10.1.0.0/16, or an address",
                (text, places) -> valid(() -> UrlStorageConfig.DEFAULT
                        .withAllowedNetworks(List.of(text))
                        .allowedNetworks()
                        .get(0)),
                text -> text);
    }

    private static <T> T valid(java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (BacalhauException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ValueType<String> origin() {
        return ValueTypes.scalar(
                "an origin such as http://localhost:8483, without a slash at the end, or *",
                (text, places) -> {
                    HttpSettings.DEFAULT.withOrigins(java.util.Set.of(text));
                    return text;
                },
                text -> text);
    }

    static ValueType<URI> webAddress() {
        return ValueTypes.scalar(
                "an http or https URL",
                (text, places) -> {
                    URI uri = URI.create(text);
                    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                        throw new IllegalArgumentException(text);
                    }
                    return uri;
                },
                URI::toString);
    }

    /** Returns the type of addresses that paths of the API are appended to. */
    static ValueType<URI> baseAddress() {
        return ValueTypes.scalar(
                "an http or https URL such as https://node7.example:8443, without a slash at the end",
                (text, places) -> {
                    URI uri = URI.create(text);
                    ResultSettings.DEFAULT.withAdvertised(uri);
                    return uri;
                },
                URI::toString);
    }

    /** Returns the type of what nobody may set. */
    static ValueType<String> refused(String instead) {
        return ValueTypes.scalar(
                instead,
                (text, places) -> {
                    throw new IllegalArgumentException(text);
                },
                text -> text);
    }
}
