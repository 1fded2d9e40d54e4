package org.bacalhau.cli.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.SpecConfig;
import org.jspecify.annotations.Nullable;

/** Reads the value of {@code --publisher} (cli-config-auth.md §5.2). Stateless. */
final class PublisherFlag {
    private static final String FLAG = "--publisher";
    private static final Map<String, String> OPTIONS =
            Map.of("bucket", "Bucket", "key", "Key", "region", "Region", "endpoint", "Endpoint");

    private PublisherFlag() {}

    /** Returns the publisher; {@link SpecConfig#NONE} for an empty value. */
    static SpecConfig parse(String value) {
        if (value.isEmpty()) {
            return SpecConfig.NONE;
        }
        List<String> fields = Fields.split(value);
        String uri = fields.get(0);
        String type = uri.contains("://") ? uri.substring(0, uri.indexOf("://")) : uri;
        Map<String, @Nullable Object> params = new TreeMap<>();
        fields.subList(1, fields.size()).forEach(field -> option(value, field, params));
        switch (type.toLowerCase(Locale.ROOT)) {
            case "local", "ipfs", "noop" -> {
                if (!params.isEmpty()) {
                    throw FlagFault.of(FLAG, value, type + " takes no options", "remove " + params.keySet());
                }
            }
            case "s3" -> bucket(uri.substring(Math.min(uri.length(), type.length() + 3)), params);
            default ->
                throw FlagFault.of(FLAG, value, "there is no publisher " + type, "use local, ipfs or s3://bucket/key");
        }
        return new SpecConfig(type.toLowerCase(Locale.ROOT), params);
    }

    private static void option(String value, String field, Map<String, @Nullable Object> params) {
        String option = field.replaceFirst("(?i)^(opt|option)=", "");
        int equals = option.indexOf('=');
        String name = equals < 1
                ? ""
                : OPTIONS.getOrDefault(option.substring(0, equals).toLowerCase(Locale.ROOT), "");
        if (name.isEmpty() || option.equals(field)) {
            throw FlagFault.of(
                    FLAG, value, "\"" + field + "\" is no option", "use opt=region=REGION or opt=endpoint=URL");
        }
        params.put(name, option.substring(equals + 1));
    }

    private static void bucket(String path, Map<String, @Nullable Object> params) {
        int slash = path.indexOf('/');
        if (!path.isEmpty()) {
            params.put("Bucket", slash < 0 ? path : path.substring(0, slash));
        }
        if (slash >= 0) {
            params.put("Key", path.substring(slash + 1));
        }
    }
}
