package org.bacalhau.client.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bacalhau.client.api.MalformedJsonException.Kind;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML into maps, lists and scalars. For one text. Aliases and merges are followed; how much comes out of that is
 * bounded.
 */
final class YamlReader {
    private static final int MOST_ALIASES = 1_000;
    private static final int MOST_VALUES = 1_000_000;

    private int values;

    private YamlReader() {}

    static @Nullable Object read(String yaml) {
        try {
            return new YamlReader().plain(parser().load(yaml), 0);
        } catch (MarkedYAMLException e) {
            String where = e.getProblemMark() == null ? "" : YamlPositions.describe(e.getProblemMark()) + ": ";
            throw malformed(Kind.SYNTAX, where + e.getProblem(), e);
        } catch (YAMLException e) {
            throw malformed(Kind.SYNTAX, String.valueOf(e.getMessage()), e);
        }
    }

    private static Yaml parser() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(JsonSettings.DEEPEST);
        options.setCodePointLimit(JobFiles.LONGEST);
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new JsonScalars());
    }

    private @Nullable Object plain(@Nullable Object value, int depth) {
        if (++values > MOST_VALUES || depth > JsonSettings.DEEPEST) {
            throw malformed(Kind.TOO_LARGE, "there are too many values, or they are nested too deeply", null);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(Objects.toString(key), plain(entry, depth + 1)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(plain(element, depth + 1)));
            return copy;
        }
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw malformed(Kind.WRONG_TYPE, "a value is neither text, number, true, false, list nor map", null);
    }

    private static MalformedJsonException malformed(Kind kind, String problem, @Nullable Throwable cause) {
        return new MalformedJsonException(kind, "not YAML: " + problem, "", -1, cause);
    }

    /** Takes for numbers, truth values and null what JSON has of these; dates, "yes" and "on" are texts. */
    private static final class JsonScalars extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?(0|[1-9][0-9]*)"), "-+0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
                    "-+0123456789.");
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL| "), "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
