package org.bacalhau.cli.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;

/**
 * Reads the value of {@code --input} (cli-config-auth.md §5.2): {@code URI[:PATH]}, or fields such as {@code
 * src=URI,dst=PATH,opt=region=eu}. Unlike the original, a port is never taken for a path, and a URI may hold "=".
 * Stateless.
 */
final class InputFlag {
    private static final String FLAG = "--input";
    private static final String DEFAULT_TARGET = "/inputs";
    private static final String EXAMPLE =
            "write for example file:///data:/inputs, s3://bucket/key,opt=region=eu-west-1,"
                    + "dst=/in or src=https://host/file,dst=/in";
    private static final List<String> SOURCE_KEYS = List.of("src", "source");
    private static final List<String> TARGET_KEYS = List.of("dst", "target", "destination");
    private static final List<String> OPTION_KEYS = List.of("opt", "option");

    private final String value;
    private String source = "";
    private String target = DEFAULT_TARGET;
    private final Map<String, String> options = new TreeMap<>();

    private InputFlag(String value) {
        this.value = value;
    }

    static InputSource parse(String value) {
        InputFlag flag = new InputFlag(value);
        List<String> fields = Fields.split(value);
        for (int i = 0; i < fields.size(); i++) {
            flag.take(fields.get(i), i == 0);
        }
        if (flag.source.isEmpty()) {
            throw flag.fault("no source is named", EXAMPLE);
        }
        SpecConfig config = new StorageUri(FLAG, value, flag.source, flag.options).source();
        return new InputSource(config, flag.source, flag.target);
    }

    private void take(String field, boolean first) {
        int equals = field.indexOf('=');
        String key = equals < 0 ? "" : field.substring(0, equals).toLowerCase(Locale.ROOT);
        String rest = field.substring(equals + 1);
        if (SOURCE_KEYS.contains(key)) {
            source = rest;
        } else if (TARGET_KEYS.contains(key)) {
            target = rest;
        } else if (OPTION_KEYS.contains(key)) {
            int split = rest.indexOf('=');
            if (split < 1) {
                throw fault("option \"" + rest + "\" has no value", "write opt=KEY=VALUE");
            }
            options.put(rest.substring(0, split).toLowerCase(Locale.ROOT), rest.substring(split + 1));
        } else if (first) {
            splitTarget(field);
        } else {
            throw fault("\"" + field + "\" is neither src=, dst= nor opt=", EXAMPLE);
        }
    }

    /** Takes a URI with its path: what follows the last colon, if it begins with a slash. */
    private void splitTarget(String field) {
        int scheme = field.indexOf("://");
        int colon = field.lastIndexOf(':');
        boolean hasTarget = colon > scheme + 2 && colon + 1 < field.length() && field.charAt(colon + 1) == '/';
        source = hasTarget ? field.substring(0, colon) : field;
        target = hasTarget ? field.substring(colon + 1) : DEFAULT_TARGET;
    }

    private RuntimeException fault(String problem, String remedy) {
        return FlagFault.of(FLAG, value, problem, remedy);
    }
}
