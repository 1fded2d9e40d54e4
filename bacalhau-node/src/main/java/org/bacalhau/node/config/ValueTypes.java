package org.bacalhau.node.config;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.Maps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.bacalhau.client.api.GoTime;
import org.bacalhau.core.model.Quantities;
import org.bacalhau.node.config.ConfigValue.Entries;
import org.bacalhau.node.config.ConfigValue.Items;
import org.bacalhau.node.config.ConfigValue.Scalar;

/** The types of values that keys have. Stateless. */
final class ValueTypes {
    private static final Splitter LIST =
            Splitter.on(CharMatcher.anyOf(", \t\r\n")).omitEmptyStrings();
    private static final Splitter MAP = Splitter.on(',').trimResults().omitEmptyStrings();
    private static final String HOME = "~";

    private ValueTypes() {}

    static ValueType<String> text() {
        return scalar("a text", (text, places) -> text, text -> text);
    }

    /** Returns the type of keys whose value does not matter. */
    static ValueType<String> anything() {
        return type("anything", (value, places) -> value.text(), ConfigValue::of);
    }

    static ValueType<Boolean> bool() {
        return scalar("true or false", (text, places) -> truth(text), value -> Boolean.toString(value));
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "t" -> true;
            case "false", "0", "f" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    static ValueType<Integer> port() {
        return integer(0, 65_535);
    }

    static ValueType<Integer> integer(int least, int most) {
        String expected = most == Integer.MAX_VALUE
                ? "a whole number, at least " + least
                : "a whole number from " + least + " to " + most;
        return scalar(
                expected,
                (text, places) -> within(Integer.parseInt(text), least, most),
                value -> Integer.toString(value));
    }

    static ValueType<Long> count() {
        return scalar(
                "a whole number, at least 0",
                (text, places) -> within(Long.parseLong(text), 0L, Long.MAX_VALUE),
                value -> Long.toString(value));
    }

    static ValueType<Double> decimal(double least) {
        return scalar(
                "a number, at least " + least,
                (text, places) -> within(Double.parseDouble(text), least, Double.MAX_VALUE),
                value -> Double.toString(value));
    }

    /** Returns the type of durations that may be zero. */
    static ValueType<Duration> duration() {
        return durationFrom(Duration.ZERO, "a duration such as 30s, 10m or 1h30m");
    }

    /** Returns the type of durations that are longer than zero. */
    static ValueType<Duration> time() {
        return durationFrom(Duration.ofNanos(1), "a duration longer than zero, such as 30s, 10m or 1h30m");
    }

    /** Returns the type of durations from one on. */
    static ValueType<Duration> time(Duration least) {
        return durationFrom(least, "a duration such as 30s, 10m or 1h30m, at least " + GoTime.formatDuration(least));
    }

    private static ValueType<Duration> durationFrom(Duration least, String expected) {
        return scalar(
                expected,
                (text, places) -> within(GoTime.parseDuration(text), least, Duration.ofNanos(Long.MAX_VALUE)),
                GoTime::formatDuration);
    }

    /** Returns the type of sizes in bytes, at least one. */
    static ValueType<Long> size(long most) {
        return size(1, most);
    }

    static ValueType<Long> size(long least, long most) {
        return scalar(
                "a size such as 500kb, 10MB or 1GiB, at least " + Quantities.formatBytes(least) + " and at most "
                        + Quantities.formatBytes(most),
                (text, places) -> within(quantity(text, known -> Quantities.bytes("size", known)), least, most),
                value -> Long.toString(value));
    }

    static ValueType<Long> cpuMillis() {
        return scalar(
                "a number of processor cores such as 500m, 0.5 or 2",
                (text, places) -> quantity(text, Quantities::cpuMillis),
                value -> value + "m");
    }

    static ValueType<Long> bytes() {
        return scalar(
                "a size such as 500Mb or 2GiB",
                (text, places) -> quantity(text, known -> Quantities.bytes("size", known)),
                value -> Long.toString(value));
    }

    static ValueType<Long> gpus() {
        return scalar(
                "a whole number of devices",
                (text, places) -> quantity(text, Quantities::gpus),
                value -> Long.toString(value));
    }

    // An empty text would pass for zero.
    private static long quantity(String text, ToLongFunction<String> reading) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(text);
        }
        return reading.applyAsLong(text.replaceAll("\\s+", ""));
    }

    private static <N extends Comparable<N>> N within(N value, N least, N most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(value.toString());
        }
        return value;
    }

    static ValueType<Path> path() {
        return scalar("a path", ValueTypes::resolved, Path::toString);
    }

    private static Path resolved(String text, ValueType.Places places) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(text);
        }
        Path path = text.equals(HOME) || text.startsWith(HOME + "/")
                ? Path.of(places.home() + text.substring(HOME.length()))
                : Path.of(text);
        return places.base().resolve(path).normalize();
    }

    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        String expected = Arrays.stream(type.getEnumConstants())
                .map(ValueTypes::nameOf)
                .collect(Collectors.joining(", ", "one of ", ""));
        return scalar(
                expected,
                (text, places) -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> nameOf(constant).equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(text)),
                ValueTypes::nameOf);
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <T> ValueType<T> scalar(
            String expected, BiFunction<String, ValueType.Places, T> reading, Function<T, String> writing) {
        return type(
                expected,
                (value, places) -> {
                    if (!(value instanceof Scalar scalar)) {
                        throw new IllegalArgumentException(value.text());
                    }
                    return reading.apply(scalar.text().trim(), places);
                },
                value -> ConfigValue.of(writing.apply(value)));
    }

    /** Returns the type of values that may be left empty. */
    static <T> ValueType<Optional<T>> optional(ValueType<T> inner) {
        return type(
                inner.expected() + ", or nothing",
                (value, places) -> value.text().isBlank() ? Optional.empty() : Optional.of(inner.read(value, places)),
                value -> value.map(inner::write).orElse(ConfigValue.of("")));
    }

    /** Returns the type of lists; in one text they are separated by commas or blanks. */
    static <T> ValueType<List<T>> list(ValueType<T> item) {
        return type(
                "a list, each entry " + item.expected(),
                (value, places) -> items(value).stream()
                        .map(entry -> item.read(entry, places))
                        .toList(),
                values -> new Items(values.stream().map(item::write).toList()));
    }

    /** Returns the type of lists that have an entry. */
    static <T> ValueType<List<T>> filled(ValueType<T> item) {
        ValueType<List<T>> list = list(item);
        return type(
                list.expected() + ", and at least one",
                (value, places) -> {
                    List<T> read = list.read(value, places);
                    if (read.isEmpty()) {
                        throw new IllegalArgumentException(value.text());
                    }
                    return read;
                },
                list::write);
    }

    /** Returns a type whose expectation is told in other words. */
    static <T> ValueType<T> describedAs(String expected, ValueType<T> inner) {
        return type(expected, inner::read, inner::write);
    }

    private static List<ConfigValue> items(ConfigValue value) {
        if (value instanceof Items list) {
            return list.items();
        }
        if (value instanceof Scalar scalar) {
            return LIST.splitToStream(scalar.text()).map(ConfigValue::of).toList();
        }
        throw new IllegalArgumentException(value.text());
    }

    /** Returns the type of maps from text to text; in one text they are written {@code k=v,k2=v2}. */
    static ValueType<Map<String, String>> texts() {
        return type(
                "a map such as color=red,size=10",
                (value, places) -> entries(value),
                values -> new Entries(Maps.transformValues(values, ConfigValue::of)));
    }

    private static Map<String, String> entries(ConfigValue value) {
        Map<String, String> entries = new LinkedHashMap<>();
        if (value instanceof Entries map) {
            map.entries().forEach((key, entry) -> {
                if (!(entry instanceof Scalar scalar)) {
                    throw new IllegalArgumentException(entry.text());
                }
                entries.put(key, scalar.text());
            });
            return entries;
        }
        for (String pair : pairs(value)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || entries.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(pair);
            }
        }
        return entries;
    }

    private static List<String> pairs(ConfigValue value) {
        if (value instanceof Items list) {
            List<String> pairs = new ArrayList<>();
            list.items().forEach(item -> pairs.add(item.text()));
            return pairs;
        }
        return MAP.splitToList(value.text());
    }

    private static <T> ValueType<T> type(
            String expected, BiFunction<ConfigValue, ValueType.Places, T> reading, Function<T, ConfigValue> writing) {
        return new ValueType<>() {
            @Override
            public T read(ConfigValue value, Places places) {
                return reading.apply(value, places);
            }

            @Override
            public ConfigValue write(T value) {
                return writing.apply(value);
            }

            @Override
            public String expected() {
                return expected;
            }
        };
    }
}
